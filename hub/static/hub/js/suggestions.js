// Escape closes the suggestions under the search box and leaves what was typed.
document.addEventListener("keydown", (event) => {
  const suggestions = document.getElementById("suggestions");
  if (event.key !== "Escape" || !suggestions.firstElementChild) return;
  event.preventDefault(); // a search field would lose its words
  if (suggestions.contains(document.activeElement)) document.getElementById("q").focus();
  suggestions.replaceChildren();
});
