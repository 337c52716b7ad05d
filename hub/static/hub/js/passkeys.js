// What needs passkeys is shown where the browser has them; a passkey that was not used is told beside its button.
const show = (name, isShown) => {
  for (const part of document.querySelectorAll(`[${name}]`)) part.hidden = !isShown;
};

if (window.PublicKeyCredential) {
  show("data-passkey", true);
  show("data-passkey-missing", false);
}

document.addEventListener("click", () => show("data-passkey-error", false));
document.addEventListener("allauth.error", (event) => {
  event.preventDefault();
  show("data-passkey-error", true);
});
