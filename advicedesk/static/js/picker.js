// A text field with a list under it, by the ARIA combobox pattern (list autocomplete).
"use strict";

// The same folding as languages/search.py: fold().
function foldText(text) {
  return text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase()
    .replace(/ı/g, "i").replace(/ø/g, "o").replace(/đ/g, "d").replace(/ß/g, "ss")
    .replace(/[يى]/g, "ی").replace(/ك/g, "ک").replace(/[^\p{L}\p{N}]+/gu, " ").trim();
}

let pickers = 0;

// rows: () => [{key, label, hint, state, terms}]; choose(row): what happens with the choice.
function picker(input, { rows, choose, asWritten = null }) {
  const list = document.createElement("ul");
  list.className = "picker-list";
  list.id = `picker-${++pickers}`;
  list.hidden = true;
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", (input.labels[0] || input).textContent || input.placeholder);
  input.after(list);
  input.removeAttribute("list");
  for (const [name, value] of Object.entries({
    "role": "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": list.id,
  })) input.setAttribute(name, value);
  let shown = [];
  let active = -1;

  function match() {
    const typed = foldText(input.value);
    if (!typed) return rows().slice(0, 8);
    const ranked = [];
    for (const row of rows()) {
      const at = (" " + row.terms).indexOf(" " + typed);
      const inside = at < 0 ? row.terms.indexOf(typed) : -1;
      if (at === 0) ranked.push([0, row]);
      else if (at > 0) ranked.push([1, row]);
      else if (inside >= 0 && typed.length > 2) ranked.push([2, row]);
    }
    return ranked.sort((a, b) => a[0] - b[0]).slice(0, 8).map(([, row]) => row);
  }

  function open() {
    shown = match();
    if (asWritten && input.value.trim()) shown.push({ key: null, label: asWritten.replace("{}", input.value.trim()) });
    active = shown.length && input.value ? 0 : -1;
    draw();
  }

  function draw() {
    list.replaceChildren(...shown.map((row, index) => {
      const item = document.createElement("li");
      item.id = `${list.id}-${index}`;
      item.setAttribute("role", "option");
      item.setAttribute("aria-selected", String(index === active));
      const name = document.createElement("bdi");
      name.textContent = row.label;
      item.append(name);
      if (row.state) { const state = document.createElement("span"); state.className = "pill"; state.textContent = row.state; item.append(state); }
      if (row.hint) { const hint = document.createElement("span"); hint.className = "hint"; hint.textContent = row.hint; item.append(hint); }
      item.addEventListener("pointerdown", (event) => { event.preventDefault(); take(index); });
      return item;
    }));
    const isOpen = shown.length > 0;
    list.hidden = !isOpen;
    input.setAttribute("aria-expanded", String(isOpen));
    if (active >= 0) {
      input.setAttribute("aria-activedescendant", `${list.id}-${active}`);
      list.children[active].scrollIntoView({ block: "nearest" });
    } else input.removeAttribute("aria-activedescendant");
  }

  function close() { shown = []; active = -1; draw(); }

  function take(index) {
    const row = shown[index];
    const typed = input.value.trim();
    close();
    choose(row, typed);
  }

  input.addEventListener("input", open);
  input.addEventListener("blur", close);
  input.addEventListener("keydown", (event) => {
    if (event.isComposing || event.ctrlKey || event.metaKey) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (!shown.length) open();
      const step = event.key === "ArrowDown" ? 1 : -1;
      if (shown.length) { active = (active + step + shown.length) % shown.length; draw(); }
    } else if (event.key === "Enter" && active >= 0) {
      event.preventDefault();
      event.stopPropagation();
      take(active);
    } else if (event.key === "Escape" && shown.length) {
      event.preventDefault();
      event.stopPropagation();
      close();
    }
  });
}
