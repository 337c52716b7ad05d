// Says what is new while a page is open: nothing is loaded before the reader asks for it.
const page = document.currentScript.dataset;

if (window.EventSource && !navigator.connection?.saveData) {
  let source = null;

  const show = () => {
    if (source || document.hidden) return;
    source = new EventSource(`${page.address}?${new URLSearchParams({
      ...(page.thread && { thread: page.thread, posts: page.posts }),
      unread: document.querySelector("[data-unread]")?.textContent || 0,
    })}`);
    source.addEventListener("posts", (event) => {
      const { text, url } = JSON.parse(event.data);
      const link = Object.assign(document.createElement("a"), { className: "button", href: url, textContent: text });
      document.getElementById("live").replaceChildren(link);
    });
    source.addEventListener("unread", (event) => {
      const { count } = JSON.parse(event.data);
      for (const badge of document.querySelectorAll("[data-unread]")) {
        badge.textContent = count || "";
        badge.hidden = !count;
      }
    });
  };
  const rest = () => {
    source?.close();
    source = null;
  };

  document.addEventListener("visibilitychange", () => (document.hidden ? rest() : show()));
  window.addEventListener("pagehide", rest); // six streams of one browser are all it opens
  show();
}
