// A text field with a list under it, by the ARIA combobox pattern (list autocomplete).
"use strict";

// The same folding as languages/search.py: fold().
function foldText(text) {
  return text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase()
    .replace(/ı/g, "i").replace(/ø/g, "o").replace(/đ/g, "d").replace(/ß/g, "ss")
    .replace(/[يى]/g, "ی").replace(/ك/g, "ک").replace(/[^\p{L}\p{N}]+/gu, " ").trim();
}

let pickers = 0;

// Whether one letter is wrong, missing or too many, or two neighbours are swapped.
function isOneSlipAway(one, other) {
  if (Math.abs(one.length - other.length) > 1) return false;
  let at = 0;
  while (at < one.length && one[at] === other[at]) at += 1;
  const [left, right] = [one.slice(at), other.slice(at)];
  if (left.length === right.length) {
    return left.slice(1) === right.slice(1) || (left[0] === right[1] && left[1] === right[0] && left.slice(2) === right.slice(2));
  }
  return left.length > right.length ? left.slice(1) === right : left === right.slice(1);
}
const isMistyped = (typed, terms) => typed.length > 3 && terms.split(" ").some((word) =>
  [0, -1, 1].some((more) => isOneSlipAway(typed, word.slice(0, typed.length + more))));

const bestOf = (rows) => (text) => {
  const typed = foldText(text);
  if (!typed) return rows().slice(0, 8);
  const ranked = [];
  for (const row of rows()) {
    const at = (" " + row.terms).indexOf(" " + typed);
    const inside = at < 0 ? row.terms.indexOf(typed) : -1;
    if (at === 0) ranked.push([0, row]);
    else if (at > 0) ranked.push([1, row]);
    else if (inside >= 0 && typed.length > 2) ranked.push([2, row]);
    else if (isMistyped(typed, row.terms)) ranked.push([3, row]);
  }
  return ranked.sort((a, b) => a[0] - b[0]).slice(0, 8).map(([, row]) => row);
};

// Asks the server for places that the page does not hold: for the last word alone, after a short
// pause; without network there is none. The word travels in the body: it may be a name or a code.
function placesElsewhere(address) {
  const MOST_LETTERS = 80;
  const PAUSE = 120;
  const PATIENCE = 4000;
  let waiting = 0;
  let asking = null;
  return (typed, found) => {
    clearTimeout(waiting);
    clearTimeout(asking?.patience);
    asking?.stop.abort();
    asking = null;
    const word = typed.trim();
    if (!foldText(word) || word.length > MOST_LETTERS) return false;
    const mine = asking = { stop: new AbortController(), patience: 0 };
    const answered = (rows) => { clearTimeout(mine.patience); if (asking === mine) { asking = null; found(rows); } };
    waiting = setTimeout(() => {
      mine.patience = setTimeout(() => { mine.stop.abort(); answered([]); }, PATIENCE);
      const body = new URLSearchParams({ search: word, csrf_token: document.querySelector("[name=csrf_token]").value });
      fetch(address, { method: "POST", body, redirect: "manual", signal: mine.stop.signal })
        .then((answer) => answer.json())
        .then((rows) => answered(rows.map(placeRow)), () => answered([]));
    }, PAUSE);
    return true;
  };
}
const placeRow = ([key, label, hint, state, terms]) => ({ key, label, hint, state, terms });

// rows: () => [{key, label, hint, state, language, terms}]; choose(row): what happens with the choice;
// usual: () => the rows shown before anything is typed, each taken by its digit;
// match(typed): the rows for a typed word, best first, in place of the picker's own order;
// isReady: () => whether the rows have come ("rows" tells); Enter before that takes the first one then;
// elsewhere(typed, found): asks for rows that the page does not hold, found(rows) puts them behind
// the others; Enter waits for them where the page knows none. shows(count): what else is done when
// the list has changed.
function picker(input, { rows, choose, asWritten = null, usual = null, match = bestOf(rows), isReady = () => true, elsewhere = null, shows = null }) {
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
  let isAwaited = false;
  let isAsking = false;

  const isNumbered = () => usual && !input.value;

  function open() {
    shown = isNumbered() ? usual().slice(0, 9) : match(input.value);
    isAsking = Boolean(elsewhere?.(input.value, add));
    if (asWritten && input.value.trim()) shown.push({ key: null, label: asWritten.replace("{}", input.value.trim()) });
    active = shown.length && input.value.trim() ? 0 : -1;
    draw();
    shows?.(shown.length);
  }

  // behind the rows that are there, before the words as written; what an arrow went to stays active
  function add(more) {
    if (!isAsking || document.activeElement !== input) return;
    isAsking = false;
    const known = shown.filter(isKnown);
    const keys = new Set(known.map(idOf));
    const one = shown[active];
    shown = [...known, ...more.filter((row) => !keys.has(idOf(row))).slice(0, 8), ...shown.filter((row) => !isKnown(row))];
    active = active > 0 ? shown.indexOf(one) : Math.min(0, shown.length - 1);
    draw();
    shows?.(shown.length);
    if (!isAwaited) return;
    isAwaited = false;
    if (active >= 0) take(active);
    else input.form.requestSubmit();
  }
  const idOf = (row) => row.key ?? row.url;
  const isKnown = (row) => row.key !== null;

  function draw() {
    list.replaceChildren(...shown.map((row, index) => {
      const item = document.createElement("li");
      item.id = `${list.id}-${index}`;
      item.setAttribute("role", "option");
      item.setAttribute("aria-selected", String(index === active));
      if (isNumbered() && index < 9) { const kbd = document.createElement("kbd"); kbd.textContent = index + 1; kbd.setAttribute("aria-hidden", "true"); item.append(kbd); }
      const name = document.createElement("bdi");
      name.textContent = row.label;
      if (row.language) name.lang = row.language;
      item.append(name);
      if (row.state) { const state = document.createElement("span"); state.className = "pill"; state.textContent = row.state; item.append(state); }
      if (row.hint) { const hint = document.createElement("span"); hint.className = "hint"; hint.textContent = row.hint; item.append(" ", hint); }
      item.addEventListener("pointerdown", (event) => event.preventDefault());
      item.addEventListener("click", () => take(index));
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

  function close() { isAwaited = isAsking = false; shown = []; active = -1; draw(); }

  function take(index) {
    const row = shown[index];
    const typed = input.value.trim();
    close();
    choose(row, typed);
  }

  input.addEventListener("input", () => { isAwaited = false; open(); });
  input.addEventListener("rows", () => {
    if (document.activeElement !== input || !(input.value || input.closest("dialog"))) return;
    open();
    if (isAwaited && active >= 0) take(active);
    isAwaited = false;
  });
  if (usual) input.addEventListener("focus", () => { if (!input.value && usual().length) open(); });
  input.addEventListener("blur", close);
  input.addEventListener("keydown", (event) => {
    if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
    const digit = isNumbered() && /^(?:Digit|Numpad)([1-9])$/.exec(event.code);
    if (digit && shown[digit[1] - 1]) {
      event.preventDefault();
      event.stopPropagation();
      take(digit[1] - 1);
    } else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (!shown.length) open();
      const step = event.key === "ArrowDown" ? 1 : -1;
      if (shown.length) { active = (active + step + shown.length) % shown.length; draw(); }
    } else if (event.key === "Enter" && input.value && (!isReady() || (isAsking && active < 1 && !shown.some(isKnown)))) {
      event.preventDefault();
      event.stopPropagation();
      isAwaited = true;
    } else if (event.key === "Enter" && active >= 0) {
      event.preventDefault();
      event.stopPropagation();
      take(active);
    } else if (event.key === "Escape" && shown.length && !input.closest("dialog")) {
      event.preventDefault();
      event.stopPropagation();
      close();
    }
  });
}

// A place that is chosen by typing, where a list of all would be too long.
function choosePlace(box) {
  const [name, id] = box.querySelectorAll("input");
  const near = [...box.querySelectorAll("option")].map((one) => ({ key: one.dataset.place, label: one.value, terms: foldText(one.value) }));
  picker(name, {
    rows: () => near,
    elsewhere: box.dataset.choosePlace && placesElsewhere(box.dataset.choosePlace),
    choose(row) { name.value = row.label; id.value = row.key; },
  });
  name.addEventListener("input", () => { id.value = ""; });
}
document.querySelectorAll("main [data-choose-place]").forEach(choosePlace);
