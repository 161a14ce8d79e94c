// The search box of every page and the palette on Ctrl+K: one finder, an ARIA combobox with a list.
"use strict";
{
  const dialog = document.getElementById("palette");
  const MOST = 12;
  let asked = null; // what may be opened: asked for once, when it is first needed

  // the same folding as languages/search.py: fold()
  const folded = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase()
    .replace(/ı/g, "i").replace(/ø/g, "o").replace(/đ/g, "d").replace(/ß/g, "ss")
    .replace(/[يى]/g, "ی").replace(/ك/g, "ک").replace(/[^\p{L}\p{N}]+/gu, " ").trim();

  function entries() {
    asked ??= fetch(dialog.dataset.entries, { redirect: "manual" })
      .then((answer) => answer.json()).then((found) => found.entries.map((row) => ({ ...row, name: folded(row.label), words: row.terms.split(" ") })))
      .catch(() => { asked = null; return []; });
    return asked;
  }

  function isOneSlipAway(one, other) {
    if (Math.abs(one.length - other.length) > 1) return false;
    if (one.length === other.length) {
      const wrong = [...one].flatMap((sign, at) => sign === other[at] ? [] : [at]);
      if (wrong.length === 2 && wrong[1] === wrong[0] + 1) return one[wrong[0]] === other[wrong[1]] && one[wrong[1]] === other[wrong[0]];
      return wrong.length === 1;
    }
    const [short, long] = one.length < other.length ? [one, other] : [other, one];
    return [...long].some((_, at) => long.slice(0, at) + long.slice(at + 1) === short);
  }
  const isNearly = (part, word) => word.startsWith(part)
    || (part.length > 3 && (isOneSlipAway(part, word) || isOneSlipAway(part, word.slice(0, part.length))));

  // the same order as web/palette.py
  function rank(wanted, row) {
    const parts = wanted.split(" ");
    if (row.name === wanted) return 0;
    if (row.name.startsWith(wanted)) return 1;
    if (parts.every((part) => row.words.some((word) => word.startsWith(part)))) return 2;
    if (wanted.length > 2 && row.terms.includes(wanted)) return 3;
    return parts.every((part) => row.words.some((word) => isNearly(part, word))) ? 4 : 9;
  }

  // as case_codes.py forgives: any script's digits, and letters but those that stand for nothing
  const isLikeACode = (typed) => /^[\p{Nd}b-df-z]{6}$/iu.test(typed.normalize("NFKC").replace(/[\s\p{Cf}\p{Pd}_.\u2212]/gu, ""));

  function match(rows, typed) {
    const wanted = folded(typed);
    if (!wanted) return rows.slice(0, 8);
    const found = rows.map((row, at) => [rank(wanted, row), at, row]).filter(([one]) => one < 9).sort((a, b) => a[0] - b[0] || a[1] - b[1]);
    const isSure = found.length && found[0][0] < 4; // a slip is thought of only where nothing is called as typed
    const shown = found.filter(([one]) => one < 4 || !isSure).slice(0, MOST).map(([, , row]) => row);
    if (dialog.dataset.case && isLikeACode(typed)) {
      const code = { label: dialog.dataset.case, isCode: true };
      if (found.length && found[0][0] < 3) shown.push(code); else shown.unshift(code);
    }
    return shown;
  }

  function post(url, fields) {
    const token = document.querySelector("[name=csrf_token]").value;
    const form = document.createElement("form");
    form.method = "post";
    form.action = url;
    for (const [name, value] of Object.entries({ csrf_token: token, back: dialog.dataset.back, ...fields })) {
      const field = document.createElement("input");
      field.type = "hidden";
      field.name = name;
      field.value = value;
      form.append(field);
    }
    document.body.append(form);
    form.requestSubmit();
  }

  function open(row, form) {
    if (row.isCode) { form.submit(); return; }
    if (dialog.open) dialog.close();
    if (row.cover) { form.reset(); document.querySelector("[data-cover]")?.click(); return; }
    const own = document.querySelector(`.menu form[action="${row.url}"]`);
    if (row.fields && !Object.keys(row.fields).length && own) own.requestSubmit(); // others may listen to it
    else if (row.fields) post(row.url, row.fields);
    else location.assign(row.url);
  }

  function finder(form) {
    const input = form.querySelector("[name=wanted]");
    const list = document.createElement("ul");
    const said = document.createElement("p");
    list.id = `${input.id}-list`;
    list.className = "picker-list";
    list.hidden = true;
    list.setAttribute("role", "listbox");
    list.setAttribute("aria-label", input.labels[0].textContent);
    said.className = "hidden";
    said.setAttribute("role", "status");
    input.after(list, said);
    for (const [name, value] of Object.entries({
      "role": "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": list.id,
    })) input.setAttribute(name, value);
    let shown = [], active = -1, telling = 0;

    async function show() {
      const typed = input.value;
      const rows = await entries();
      if (input.value !== typed || document.activeElement !== input) return;
      shown = match(rows, typed);
      active = shown.length && typed.trim() ? 0 : -1;
      draw();
      clearTimeout(telling);
      telling = setTimeout(() => { said.textContent = !typed.trim() ? "" : shown.length ? dialog.dataset.count.replace("{}", shown.length) : dialog.dataset.none; }, 600);
    }

    function draw() {
      list.replaceChildren(...shown.map((row, index) => {
        const item = document.createElement("li");
        item.id = `${list.id}-${index}`;
        item.setAttribute("role", "option");
        item.setAttribute("aria-selected", String(index === active));
        const name = document.createElement("bdi");
        name.textContent = row.label;
        if (row.language) name.lang = row.language;
        item.append(name);
        if (row.hint) {
          const hint = document.createElement("span");
          hint.className = "hint";
          hint.textContent = row.hint;
          item.append(" ", hint);
        }
        item.addEventListener("pointerdown", (event) => event.preventDefault());
        item.addEventListener("click", () => take(index));
        return item;
      }));
      list.hidden = !shown.length;
      input.setAttribute("aria-expanded", String(shown.length > 0));
      if (active >= 0) {
        input.setAttribute("aria-activedescendant", `${list.id}-${active}`);
        list.children[active].scrollIntoView({ block: "nearest" });
      } else input.removeAttribute("aria-activedescendant");
    }

    function close() { shown = []; active = -1; draw(); }

    function take(index) {
      const row = shown[index];
      close();
      open(row, form);
    }

    input.addEventListener("input", show);
    input.addEventListener("focus", () => { entries(); if (dialog.contains(input)) show(); });
    input.addEventListener("blur", close);
    input.addEventListener("keydown", (event) => {
      if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
      if (event.key === "ArrowDown" || event.key === "ArrowUp") {
        event.preventDefault();
        if (!shown.length) { show(); return; }
        active = (active + (event.key === "ArrowDown" ? 1 : -1) + shown.length) % shown.length;
        draw();
      } else if (event.key === "Enter" && active >= 0) {
        event.preventDefault();
        take(active);
      } else if (event.key === "Escape" && shown.length && !dialog.contains(input)) {
        event.preventDefault();
        event.stopPropagation();
        close();
      }
    });
    return input;
  }

  if (dialog) {
    for (const form of document.querySelectorAll("[data-finder]")) finder(form);
    let from = null;
    const wanted = document.getElementById("palette-wanted");
    dialog.addEventListener("close", () => { dialog.querySelector("form").reset(); from?.focus(); });
    dialog.addEventListener("click", (event) => { if (event.target === dialog) dialog.close(); });
    if (!("noShortcuts" in document.body.dataset)) addEventListener("keydown", (event) => {
      if (event.code !== "KeyK" && event.key.toLowerCase() !== "k") return;
      if (!(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey || event.isComposing) return;
      if (!dialog.open && document.querySelector("dialog[open]")) return;
      event.preventDefault();
      if (dialog.open) { dialog.close(); return; }
      from = document.activeElement === document.body ? null : document.activeElement;
      dialog.showModal();
      wanted.focus();
    });
  }
}
