// Keeps on this device, for one account, what is typed until the site has it: browsers crash, connections are lost.
(() => {
  const forget = (store, isOver) => {
    for (const key of Object.keys(store)) if (key.startsWith("draft ") && isOver(key)) store.removeItem(key);
  };
  document.querySelector("form[data-forgets]")?.addEventListener("submit", () => {
    for (const store of [localStorage, sessionStorage]) forget(store, () => true);
  });

  const form = document.querySelector("form[data-account]");
  if (!form) return;
  const { account, sent, fresh } = form.dataset;
  const { body, title, token } = form.elements;
  const preview = document.getElementById("preview");
  const store = account ? localStorage : sessionStorage; // a visitor's, while the tab is open
  const mine = `draft ${account} `;
  const key = mine + location.pathname.slice(3); // the same in every language
  let asked;

  if (account) forget(store, (other) => !other.startsWith(mine));
  forget(store, (each) => sent.includes(JSON.parse(store[each]).token));
  document.addEventListener("DOMContentLoaded", () => { // after htmx: it hears of what is filled in here
    const kept = JSON.parse(store.getItem(key));
    if (!kept || fresh === undefined) return;
    [body.value, token.value] = [kept.body, kept.token];
    if (title) title.value = kept.title;
    for (const part of form.querySelectorAll("[data-from-device]")) part.hidden = false;
    body.dispatchEvent(new Event("input", { bubbles: true }));
  });
  form.addEventListener("input", () => {
    if (!body.value) preview.replaceChildren();
    if (!body.value) store.removeItem(key);
    else store.setItem(key, JSON.stringify({ body: body.value, title: title?.value, token: token.value }));
  });
  preview.addEventListener("htmx:configRequest", () => { asked = body.value; });
  form.addEventListener("kept", () => body.value === asked && store.removeItem(key));
  form.addEventListener("submit", (event) => event.submitter?.value === "discard" && store.removeItem(key));
})();
