// Where there is JavaScript, what to write to mention somebody becomes a button that writes it.
(() => {
  const text = document.getElementById("id_body");

  const button = (code) => {
    const made = document.createElement("button");
    made.type = "button";
    made.className = "pill";
    made.textContent = code.dataset.label;
    made.addEventListener("click", () => {
      const before = text.value.slice(0, text.selectionStart);
      const space = before && !/\s$/.test(before) ? " " : "";
      text.setRangeText(`${space}${code.dataset.mention} `, text.selectionStart, text.selectionEnd, "end");
      text.focus();
      text.dispatchEvent(new Event("input", { bubbles: true }));
    });
    return made;
  };

  document.addEventListener("htmx:afterSwap", () => {
    for (const code of document.querySelectorAll("#people code")) code.replaceWith(button(code));
  });
})();
