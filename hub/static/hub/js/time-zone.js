// Who has not chosen a time zone yet finds that of the device chosen; a form that is sent without looking is right too.
document.addEventListener("DOMContentLoaded", () => {
  const field = document.querySelector("select[data-unchosen]");
  const here = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const isKnown = [...(field?.options ?? [])].some((option) => option.value === here);
  if (isKnown && field.value === field.dataset.unchosen) field.value = here;
});
