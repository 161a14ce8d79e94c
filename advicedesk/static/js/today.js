// Keeps the day's lists fresh while a page stands open; U undoes what was saved last.
"use strict";
{
  const EVERY = 5000, HIDDEN = 60000, SLOWEST = 120000, PATIENCE = 10000;
  const said = document.createElement("p");
  said.className = "hidden";
  said.setAttribute("role", "status");
  said.dataset.liveSaid = "";
  document.body.append(said);

  // Rows stay the very elements they were: focus, selection and scroll are not lost.
  function mergeRows(now, then, news) {
    const known = new Map([...now.children].map((row) => [row.dataset.key, row]));
    const wanted = [...then.children];
    const keys = new Set(wanted.map((row) => row.dataset.key));
    for (const [key, row] of known) if (!keys.has(key)) row.remove();
    let before = now.firstElementChild;
    for (const row of wanted) {
      const old = known.get(row.dataset.key);
      if (!old) {
        now.insertBefore(document.adoptNode(row), before);
        if (row.dataset.said) news.push(row.dataset.said);
        continue;
      }
      if (old !== before) now.insertBefore(old, before);
      else before = before.nextElementSibling;
      if (unsealed(old) !== unsealed(row) && !old.contains(document.activeElement)) {
        old.className = row.className;
        old.replaceChildren(...row.childNodes);
      }
    }
  }

  // a form's token differs each time it is drawn, and says nothing of the row; so does what script unhid
  function unsealed(element) {
    const copy = element.cloneNode(true);
    for (const token of copy.querySelectorAll("[name=csrf_token]")) token.remove();
    for (const button of copy.querySelectorAll("[data-undo-at]")) button.hidden = true;
    return copy.className + copy.innerHTML;
  }

  function mergeAll(live, page, hasNews) {
    const news = [];
    for (const rows of live.querySelectorAll("[data-rows]")) {
      const then = page.querySelector(`[data-rows="${rows.dataset.rows}"]`);
      if (!then) continue;
      mergeRows(rows, then, news);
      const outer = [rows, then].map((one) => one.closest("[data-part], table"));
      if (outer[0] && outer[1]) outer[0].hidden = outer[1].hidden;
    }
    for (const part of live.querySelectorAll("[data-part]")) {
      const then = page.querySelector(`[data-part="${part.dataset.part}"]`);
      if (then && !part.querySelector("[data-rows]") && !part.contains(document.activeElement)
          && unsealed(part) !== unsealed(then)) part.replaceChildren(...then.childNodes);
    }
    prepare(live);
    if (hasNews && news.length) said.textContent = live.dataset.said.replace("{}", news.slice(0, 3).join("; "));
  }

  function differs(live, page) {
    return [...live.querySelectorAll("[data-rows]")].some((rows) => {
      const keys = (list) => list && [...list.children].map((row) => row.dataset.key).join();
      return keys(rows) !== keys(page.querySelector(`[data-rows="${rows.dataset.rows}"]`));
    });
  }

  function watch(live) {
    let etag = null, timer = 0, wait = EVERY, held = null, isAsking = false, isPointed = false;
    const show = document.createElement("button");
    show.type = "button";
    show.className = "button live-show";
    show.textContent = live.dataset.waiting;
    show.hidden = true;
    live.append(show);
    show.addEventListener("click", take);

    // nothing moves under a pointer: what is new waits until it has left, or until it is asked for
    live.addEventListener("pointerenter", () => { isPointed = true; });
    live.addEventListener("pointerleave", () => { isPointed = false; if (held) take(); });
    function take() {
      const page = held;
      held = null;
      show.hidden = true;
      if (page) mergeAll(live, page, true);
    }

    async function ask() {
      if (isAsking) return;
      isAsking = true;
      clearTimeout(timer);
      const stop = new AbortController();
      const patience = setTimeout(() => stop.abort(), PATIENCE);
      let isOver = false;
      try {
        const answer = await fetch(live.dataset.live, {
          headers: etag ? { "If-None-Match": etag } : {}, redirect: "manual", cache: "no-store", signal: stop.signal,
        });
        if (answer.status === 200) {
          const page = new DOMParser().parseFromString(await answer.text(), "text/html");
          const isFirst = etag === null;
          etag = answer.headers.get("ETag");
          if (isPointed && !isFirst && differs(live, page)) { held = page; show.hidden = false; }
          else { held = null; show.hidden = true; mergeAll(live, page, true); }
        }
        isOver = answer.type === "opaqueredirect" || answer.status === 403; // signed out meanwhile
        if (answer.status >= 500) throw new Error("not now");
        wait = EVERY;
      } catch { wait = Math.min(wait * 2, SLOWEST); }
      clearTimeout(patience);
      isAsking = false;
      if (!isOver) later();
    }

    function later() {
      clearTimeout(timer);
      const pause = document.hidden ? Math.max(wait, HIDDEN) : wait;
      timer = setTimeout(ask, pause * (0.9 + Math.random() * 0.2)); // desks do not ask in step
    }
    document.addEventListener("visibilitychange", () => { if (document.hidden) later(); else ask(); });
    addEventListener("online", () => { wait = EVERY; ask(); });
    live.addEventListener("changed-here", () => { isPointed = false; ask(); });
    later();
  }

  // on the log page an undo must not leave the form
  function prepare(live) {
    for (const button of live.querySelectorAll("[data-undo-at][hidden]")) {
      button.hidden = false;
      button.addEventListener("click", async () => {
        button.disabled = true;
        const token = document.querySelector("[name=csrf_token]").value;
        try {
          await fetch(button.dataset.undoAt, { method: "POST", redirect: "manual", body: new URLSearchParams({ csrf_token: token }) });
          live.dispatchEvent(new Event("changed-here"));
        } catch { button.disabled = false; }
      });
    }
  }

  for (const live of document.querySelectorAll("[data-live]")) { prepare(live); watch(live); }

  // read out also where a page that has just opened already says it
  const saved = document.querySelector(".saved-bar [role=status]");
  if (saved) setTimeout(() => { said.textContent = saved.textContent.trim().replace(/\s+/g, " "); }, 400);

  // U: undo, outside fields and only if the account wants shortcuts
  if (!("noShortcuts" in document.body.dataset)) addEventListener("keydown", (event) => {
    if (event.key.toLowerCase() !== "u" && event.code !== "KeyU") return;
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || event.defaultPrevented) return;
    if (event.repeat || event.target.closest("input, select, textarea, [contenteditable], dialog")) return;
    const button = document.querySelector("main [data-undo]");
    if (button) { event.preventDefault(); button.click(); }
  });
}
