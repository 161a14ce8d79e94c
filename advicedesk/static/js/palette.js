// The search box of every page and the palette on Ctrl+K: one finder, an ARIA combobox with a list.
"use strict";
{
  const dialog = document.getElementById("palette");
  const MOST = 12;
  let rows = [];
  let elsewhere = null; // how places are found that are not among the rows
  let asked = null; // what may be opened: asked for once, when it is first needed

  function ask() {
    asked ??= fetch(dialog.dataset.entries, { redirect: "manual" })
      .then((answer) => answer.json())
      .then(({ entries, elsewhere: places }) => {
        elsewhere = places && findPlaces(places);
        rows = entries.map((row) => ({ ...row, name: foldText(row.label), words: row.terms.split(" ") }));
        for (const input of document.querySelectorAll("[data-finder] [name=wanted]")) input.dispatchEvent(new Event("rows"));
      })
      .catch(() => { asked = null; });
  }

  function findPlaces({ find, place, any, hint }) {
    const ask = placesElsewhere(find);
    const asRow = ({ key, label }) => ({ label, hint, url: place.replace(any, key) });
    return (typed, found) => !isLikeACode(typed) && ask(typed, (places) => found(places.map(asRow)));
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

  function match(typed) {
    const wanted = foldText(typed);
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
    const said = document.createElement("p");
    said.className = "hidden";
    said.setAttribute("role", "status");
    input.after(said);
    let telling = 0;
    picker(input, {
      rows: () => rows,
      match,
      isReady: () => rows.length > 0 || !asked,
      elsewhere: (typed, found) => elsewhere?.(typed, found),
      choose: (row) => open(row, form),
      shows(count) {
        clearTimeout(telling);
        telling = setTimeout(() => { said.textContent = !input.value.trim() ? "" : count ? dialog.dataset.count.replace("{}", count) : dialog.dataset.none; }, 600);
      },
    });
    input.addEventListener("focus", () => { ask(); if (dialog.contains(input)) input.dispatchEvent(new Event("rows")); });
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
