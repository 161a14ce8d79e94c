// The follow-up list as work: J and K go through the rows, a row opens its form in place, a digit
// answers and the last answer saves, U undoes. The same digits serve on one referral's own page.
"use strict";
(() => {
  const hasKeys = !("noShortcuts" in document.body.dataset);
  const tell = (part) => { for (const words of part.querySelectorAll("[data-keys-told]")) words.hidden = !hasKeys; };
  const isPlain = (event) => !(event.ctrlKey || event.metaKey || event.altKey || event.isComposing);

  // ---- one form: digits
  const radios = (group) => [...group.querySelectorAll("input[type=radio]")];
  const group = (form, name) => form.querySelector(`fieldset#${name}`);
  const chosen = (form, name) => form.querySelector(`[name=${name}]:checked`)?.value;
  const enter = (fieldset) => (radios(fieldset).find((radio) => radio.checked) ?? radios(fieldset)[0]).focus();

  // What must still be asked, in the order of the form; nothing when it can be saved.
  function missing(form) {
    for (const name of ["confirmed_by", "status"]) {
      if (group(form, name) && !chosen(form, name)) return group(form, name);
    }
    if (chosen(form, "status") === "rejected" && !chosen(form, "rejected_reason")) return group(form, "rejected_reason");
    if (chosen(form, "status") === "rerouted" && !form.elements.rerouted_to.value && !form.elements.rerouted_to_name?.value) {
      return form.elements.rerouted_to_name ?? form.elements.rerouted_to;
    }
    return null;
  }

  function goOn(form) {
    const next = missing(form);
    if (!next) form.requestSubmit();
    else if (next.matches("select, input")) next.focus();
    else enter(next);
  }

  function letDigitsAnswer(form) {
    tell(form);
    if (!hasKeys) return;
    for (const fieldset of form.querySelectorAll("fieldset")) {
      radios(fieldset).forEach((radio, place) => {
        const key = document.createElement("kbd");
        key.textContent = place + 1;
        key.setAttribute("aria-hidden", "true");
        radio.after(key);
      });
      fieldset.addEventListener("keydown", (event) => {
        const digit = /^(?:Digit|Numpad)([1-9])$/.exec(event.code);
        const radio = digit && isPlain(event) && !event.shiftKey && radios(fieldset)[digit[1] - 1];
        if (!radio) return;
        event.preventDefault();
        event.stopPropagation();
        radio.checked = true;
        radio.focus();
        goOn(form);
      });
    }
    // one answer, however often a key is pressed; a page that comes back by Back can be answered again
    form.addEventListener("submit", () => { form.inert = true; });
    addEventListener("pageshow", () => { form.inert = false; });
  }
  for (const form of document.querySelectorAll("main [data-answers]")) letDigitsAnswer(form);
  tell(document);

  // ---- the list
  const list = document.querySelector("[data-follow-list]");
  const undo = document.querySelector("[data-undo]");
  const recorded = document.querySelector("[data-recorded] p");
  // a live region that is filled when the page stands is read out; one that came with it is not
  if (recorded) setTimeout(() => { document.getElementById("follow-said").textContent = recorded.textContent.trim(); }, 300);
  if (!list) {
    if (undo && location.hash) undo.focus();
    return;
  }
  const blank = document.getElementById("closing-form");
  const rows = [...list.children];
  const opener = (row) => row.querySelector(":scope > .button");
  let open = null;

  function shut() {
    if (!open) return;
    const { row, word, form } = open;
    open = null;
    form.remove();
    row.classList.remove("follow-open");
    opener(row).setAttribute("aria-expanded", "false");
    opener(row).firstElementChild.textContent = word;
  }

  function openRow(row) {
    shut();
    const form = blank.content.querySelector("form").cloneNode(true);
    form.action = opener(row).dataset.action;
    const offered = row.dataset.offered.split(" ");
    for (const radio of form.querySelectorAll("[name=status]")) if (!offered.includes(radio.value)) radio.closest("label").remove();
    if (row.dataset.place) form.querySelector(`option[value="${row.dataset.place}"]`)?.remove();
    const next = row.nextElementSibling ?? row.previousElementSibling ?? row;
    const button = opener(row);
    form.elements.next.value = opener(next).id.replace("referral-", "");
    open = { row, form, word: button.firstElementChild.textContent };
    button.setAttribute("aria-expanded", "true");
    button.firstElementChild.textContent = list.dataset.cancel;
    row.classList.add("follow-open");
    row.append(form);
    form.querySelectorAll("[data-choose-place]").forEach(choosePlace);
    letDigitsAnswer(form);
    enter(form.querySelector("fieldset"));
    row.scrollIntoView({ block: "nearest" });
  }

  for (const row of rows) {
    if (!row.dataset.offered || !blank) continue;
    const link = opener(row), button = document.createElement("button");
    button.type = "button";
    button.className = link.className;
    button.id = link.id;
    button.dataset.action = link.href;
    button.setAttribute("aria-expanded", "false");
    button.append(...link.childNodes);
    button.addEventListener("click", () => {
      if (open?.row === row) shut();
      else openRow(row);
    });
    link.replaceWith(button);
  }

  list.addEventListener("keydown", (event) => {
    if (!isPlain(event)) return;
    if (event.key === "Escape" && open) {
      event.stopPropagation();
      const { row } = open;
      shut();
      opener(row).focus();
      return;
    }
    if (event.target.closest("form")) return;
    const isLetter = event.code.startsWith("Key");
    if (event.shiftKey || (isLetter && !hasKeys)) return;
    const step = { KeyJ: 1, ArrowDown: 1, KeyK: -1, ArrowUp: -1 }[event.code];
    if (step) {
      event.preventDefault();
      const at = rows.indexOf(event.target.closest(".follow-row"));
      const to = rows[at + step];
      if (to) opener(to).focus();
    } else if (event.code === "KeyU" && undo) {
      event.preventDefault();
      undo.click();
    }
  });

  // J gives the list the focus when nothing has it.
  if (hasKeys) {
    addEventListener("keydown", (event) => {
      if (!isPlain(event) || event.shiftKey || event.code !== "KeyJ" || document.activeElement !== document.body) return;
      event.preventDefault();
      opener(rows[0]).focus();
    });
  }

  // Back after an answer: the work goes on at the next row.
  // After the load: the browser's own jump to the place in the address would take the focus away.
  if (location.hash.startsWith("#referral-")) {
    const takeUp = () => {
      const row = document.getElementById(location.hash.slice(1))?.closest(".follow-row") ?? rows[0];
      if (document.activeElement === document.body) opener(row).focus({ preventScroll: true });
      row.scrollIntoView({ block: "center" });
    };
    addEventListener("load", () => setTimeout(takeUp));
  }
})();
