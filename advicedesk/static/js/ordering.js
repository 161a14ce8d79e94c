// Order by dragging a handle and by arrow keys on it; every move is saved at once and told aloud.
// Without script the buttons up and down of each row do the same.
"use strict";
for (const form of document.querySelectorAll("[data-ordering]")) {
  const said = document.getElementById("order-said");
  let saving = Promise.resolve();

  const siblings = (row) => [...row.parentElement.children];
  const place = (row) => siblings(row).indexOf(row);

  function tell(row) {
    const words = { name: row.dataset.name, place: place(row) + 1, count: siblings(row).length };
    said.textContent = form.dataset.said.replace(/\{(\w+)\}/g, (_, word) => words[word]);
  }

  function save(row) {
    const fields = new URLSearchParams({ csrf_token: form.elements.csrf_token.value, moved: row.dataset.code, to: place(row) });
    saving = saving.then(async () => {
      const answer = await fetch(form.action, { method: "POST", body: fields, redirect: "manual" });
      if (answer.type !== "opaqueredirect") throw new Error("not saved"); // signed out, or refused
    }).catch(() => {
      said.textContent = form.dataset.unsaved;
      said.classList.replace("hidden", "error");
      form.inert = true;
    });
  }

  function move(row, to) {
    const rows = siblings(row), at = place(row);
    const target = Math.min(Math.max(to, 0), rows.length - 1);
    // the neighbours go around the row: it keeps the focus, and the pointer that drags it
    if (target < at) row.after(...rows.slice(target, at));
    else if (target > at) row.before(...rows.slice(at + 1, target + 1));
    return target !== at;
  }

  function moveAndTell(row, to) {
    if (move(row, to)) save(row);
    tell(row);
    row.scrollIntoView({ block: "nearest" });
  }

  form.addEventListener("click", (event) => {
    const button = event.target.closest("button[name=up], button[name=down]");
    if (!button) return;
    event.preventDefault();
    const row = button.closest("[data-code]");
    moveAndTell(row, place(row) + (button.name === "up" ? -1 : 1));
    button.focus();
  });

  form.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
    if (!event.target.matches("[data-grip]")) return;
    const row = event.target.closest("[data-code]");
    const to = { ArrowUp: place(row) - 1, ArrowDown: place(row) + 1, Home: 0, End: Infinity }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    moveAndTell(row, to);
  });

  form.addEventListener("pointerdown", (event) => {
    const grip = event.target.closest("[data-grip]");
    if (!grip || event.button !== 0) return;
    event.preventDefault();
    grip.focus();
    grip.setPointerCapture(event.pointerId);
    const row = grip.closest("[data-code]"), from = place(row);
    row.classList.add("order-dragged");

    const drag = ({ clientY }) => {
      const rows = siblings(row), at = place(row);
      const middle = (one) => { const box = one.getBoundingClientRect(); return box.top + box.height / 2; };
      if (at > 0 && clientY < middle(rows[at - 1])) move(row, at - 1);
      else if (at < rows.length - 1 && clientY > middle(rows[at + 1])) move(row, at + 1);
    };
    const giveUp = (pressed) => { if (pressed.key === "Escape") { pressed.stopPropagation(); move(row, from); drop(); } };
    function drop() {
      grip.removeEventListener("pointermove", drag);
      grip.removeEventListener("keydown", giveUp);
      row.classList.remove("order-dragged");
      if (place(row) !== from) save(row);
      tell(row);
    }
    grip.addEventListener("pointermove", drag);
    grip.addEventListener("keydown", giveUp);
    grip.addEventListener("lostpointercapture", drop, { once: true });
  });

  for (const grip of form.querySelectorAll("[data-grip]")) grip.hidden = false;
  for (const words of document.querySelectorAll("[data-with-script]")) words.hidden = false;
}
