// The log page's form: panels, pickers, what is said back. Its keys are in log_keys.js, what is
// taken by one key in log_usual.js. Without script it is a plain form of radios, boxes and selects.
"use strict";

const form = document.querySelector("[data-log-form]");
const values = JSON.parse(document.getElementById("page-values").textContent);
const needsBox = form.querySelector("[data-needs]");
const MOST_NEEDS = Number(form.dataset.mostNeeds);
const KEYS = ["1", "2", "3", "4", "5", "6", "7", "8", "9"];

const chipsOf = (group) => [...group.querySelectorAll(".chip input")];
const keyedChips = (group) => new Map(chipsOf(group)
  .map((input) => [input.closest(".chip").querySelector("kbd")?.textContent, input])
  .filter(([key]) => key));
const isShown = (element) => element.getClientRects().length > 0;

// ---- moving on --------------------------------------------------------------------------------
function groups() {
  return [...form.querySelectorAll("[data-group]")].filter((group) => isShown(group) && group.dataset.group !== "contact");
}
function focusGroup(group) {
  if (!group) { document.getElementById("note").focus(); return; }
  const checked = group.querySelector("input:checked");
  const first = checked || group.querySelector("input:not([type=hidden]):not([tabindex='-1']), select, textarea");
  if (!first) return;
  first.focus();
  if (first.select && first.type !== "radio" && first.type !== "checkbox") first.select();
}
function moveOn(group, step = 1) {
  const all = groups();
  focusGroup(all[all.indexOf(group) + step]);
}
function press(input) {
  if (input.type === "checkbox") input.checked = !input.checked;
  else if (input.checked) return;
  else input.checked = true;
  input.dispatchEvent(new Event("change", { bubbles: true }));
}

// ---- language ---------------------------------------------------------------------------------
const typedLanguage = form.querySelector("[data-language-picker]");
const languageChips = typedLanguage.closest(".chips");
let languageRows = [];
// the same for everybody and kept by the browser: fetched when the page has come, before it is asked for
let hasAskedRows = false;
function loadLanguages() {
  if (hasAskedRows) return;
  hasAskedRows = true;
  fetch(form.dataset.languages).then((answer) => answer.json()).then((rows) => {
    languageRows = rows.map(([key, label, endonym, terms]) => ({ key, label, hint: endonym === label ? "" : endonym, terms }));
    typedLanguage.dispatchEvent(new Event("rows"));
  }).catch(() => { hasAskedRows = false; });
}
typedLanguage.addEventListener("focus", loadLanguages);
addEventListener("load", loadLanguages);
picker(typedLanguage, {
  rows: () => languageRows,
  isReady: () => languageRows.length > 0 || !hasAskedRows,
  choose(row) {
    remember(typedLanguage);
    chooseLanguage(row.key);
    typedLanguage.value = "";
    moveOn(typedLanguage.closest("[data-group]"));
  },
});
function chooseLanguage(key) {
  let input = form.querySelector(`[name=client_language][value="${CSS.escape(key)}"]`);
  if (!input) {
    const chip = document.createElement("label");
    chip.className = "chip";
    input = Object.assign(document.createElement("input"), { type: "radio", name: "client_language", value: key });
    const name = document.createElement("span");
    name.textContent = served.querySelector(`option[value="${CSS.escape(key)}"]`)?.textContent ?? key;
    chip.append(input, name);
    languageChips.insertBefore(chip, typedLanguage.closest(".picker"));
  }
  press(input);
}
const served = form.elements.service_language;
const bridged = form.elements.bridged;
const why = form.querySelector("[data-why]");
let servedByHand = Boolean(served.value || bridged.value);
for (const select of [served, bridged]) select.addEventListener("change", () => { servedByHand = true; why.textContent = ""; refresh(); });
function deriveService(language) {
  if (servedByHand) return;
  const last = values.served[language];
  served.value = last ? last[0] : "";
  bridged.value = last ? last[1] : "";
  why.textContent = last ? values.words.as_last : "";
}
const interpreter = form.querySelector("[data-interpreter]");

// ---- needs ------------------------------------------------------------------------------------
const needs = () => [...needsBox.querySelectorAll("[data-need]")];
const inNeed = (need, name) => need.querySelector(`[name$="-${name}"]:checked`);

function showMore(box) {
  for (const chip of box.querySelectorAll("[data-more]")) chip.hidden = false;
  for (const button of box.querySelectorAll("[data-show-more]")) button.hidden = true;
}
function foldMore(box) {
  const extra = [...box.querySelectorAll("[data-more]")];
  if (!extra.length || extra.some((chip) => chip.querySelector(":checked"))) return;
  for (const chip of extra) chip.hidden = true;
  const button = box.querySelector("[data-show-more]");
  if (!button) return;
  button.hidden = false;
  button.addEventListener("click", () => { showMore(box); extra[0].querySelector("input").focus(); });
}

// the subtopic select becomes chips of the chosen topic
function drawSubtopics(need) {
  const box = need.querySelector("[data-subtopic]");
  const select = box.querySelector("select");
  const topic = inNeed(need, "topic")?.value;
  const options = values.subtopics[topic] || [];
  let chips = box.querySelector(".chips");
  const kept = box.querySelector("input:checked")?.value ?? select?.value ?? "";
  if (!chips) {
    chips = document.createElement("div");
    chips.className = "chips";
    chips.setAttribute("role", "radiogroup");
    chips.setAttribute("aria-label", box.querySelector("label").textContent);
    box.dataset.name = select.name;
    select.replaceWith(chips);
    box.querySelector("label").removeAttribute("for");
  }
  chips.replaceChildren(...options.map(([key, label], index) => {
    const chip = document.createElement("label");
    chip.className = "chip";
    const input = Object.assign(document.createElement("input"), { type: "radio", name: box.dataset.name, value: key, checked: key === kept });
    chip.append(input);
    if (index < KEYS.length) { const kbd = document.createElement("kbd"); kbd.textContent = KEYS[index]; kbd.setAttribute("aria-hidden", "true"); chip.append(kbd); }
    const text = document.createElement("span");
    text.textContent = label;
    chip.append(text);
    return chip;
  }));
  box.hidden = !options.length;
}

const placeRows = values.places.map(placeRow);
function addReferral(need) {
  const lines = need.querySelectorAll("[data-referral]");
  const stencil = document.querySelector("[data-need-template]").content.querySelector("[data-referral]").cloneNode(true);
  number(stencil, /needs-__need__-referrals-0/g, `needs-${need.dataset.need}-referrals-${lines.length}`);
  lines[lines.length - 1].after(stencil);
  prepareReferral(stencil, need);
  return stencil;
}
function prepareReferral(line, need) {
  const input = line.querySelector("[data-place-picker]");
  const point = line.querySelector("[data-service-point]");
  if (input.hasAttribute("role")) return;
  picker(input, {
    rows: () => placeRows,
    usual: () => (values.usual_places[inNeed(need, "topic")?.value] || []).map((key) => placeRows.find((row) => row.key === key)).filter(Boolean),
    asWritten: values.words.as_written,
    elsewhere: values.find_places && placesElsewhere(values.find_places),
    choose(row, typed) {
      remember(input);
      if (row.key && !placeRows.includes(row)) placeRows.push(row);
      point.value = row.key || "";
      input.value = row.key ? row.label : typed;
      line.dataset.state = row.state || "";
      const outcome = need.querySelector('[name$="-outcome"][value=referred]');
      if (!inNeed(need, "outcome")) press(outcome);
      refresh();
      moveOn(need.querySelector("[data-group=outcome]"));
    },
  });
  input.addEventListener("input", () => { point.value = ""; refresh(); });
}

function prepare(need) {
  foldMore(need.querySelector("[data-group=acts]"));
  drawSubtopics(need);
  for (const line of need.querySelectorAll("[data-referral]")) prepareReferral(line, need);
  need.querySelector("[data-add-referral]").addEventListener("click", (event) => {
    event.preventDefault();
    addReferral(need).querySelector("[data-place-picker]").focus();
  });
  need.querySelector("[data-unfold]").addEventListener("click", () => { unfold(need); focusGroup(need.querySelector("[data-group=topic]")); });
}

function number(part, pattern, replacement) {
  for (const element of [part, ...part.querySelectorAll("*")]) {
    for (const attribute of [...element.attributes]) {
      if (pattern.test(attribute.value)) element.setAttribute(attribute.name, attribute.value.replace(pattern, replacement));
      pattern.lastIndex = 0;
    }
  }
}

function addNeed() {
  const open = needs();
  const last = open[open.length - 1];
  if (open.length >= MOST_NEEDS) return last;
  if (!inNeed(last, "topic")) { focusGroup(last.querySelector("[data-group=topic]")); return last; }
  const index = Math.max(...open.map((need) => Number(need.dataset.need))) + 1;
  const part = document.querySelector("[data-need-template]").content.firstElementChild.cloneNode(true);
  number(part, /__need__/g, String(index));
  part.querySelector("[data-need-number]").textContent = index + 1;
  open.forEach(fold);
  needsBox.append(part);
  prepare(part);
  refresh();
  focusGroup(part.querySelector("[data-group=topic]"));
  return part;
}
function fold(need) {
  const line = need.querySelector("[data-folded]");
  line.textContent = describe(need);
  line.hidden = false;
  need.querySelector("[data-unfold]").hidden = false;
  need.querySelector("[data-need-body]").hidden = true;
}
function unfold(need) {
  needs().filter((other) => other !== need).forEach(fold);
  need.querySelector("[data-folded]").hidden = true;
  need.querySelector("[data-unfold]").hidden = true;
  need.querySelector("[data-need-body]").hidden = false;
}
form.querySelector("[name=add_need]").addEventListener("click", (event) => { event.preventDefault(); addNeed(); });

// ---- said back in words -----------------------------------------------------------------------
const textOf = (input) => input?.closest(".chip").querySelector("span")?.textContent ?? "";
function describe(need) {
  const topic = textOf(inNeed(need, "topic"));
  const about = textOf(inNeed(need, "subtopic"));
  const acts = [...need.querySelectorAll('[name$="-acts"]:checked')].map(textOf);
  const places = [...need.querySelectorAll("[data-place-picker]")].map((input) => input.value).filter(Boolean);
  const head = topic && about ? `${topic} › ${about}` : topic;
  return [head, acts.join(", "), ...places, textOf(inNeed(need, "outcome"))].filter(Boolean).join(" · ");
}
const summary = form.querySelector("[data-summary]");
function refresh() {
  const language = form.querySelector("[name=client_language]:checked");
  interpreter.hidden = !bridged.value.startsWith("interpreter");
  for (const need of needs()) {
    need.querySelector("[data-answers]").hidden = !inNeed(need, "topic");
    need.querySelector("[data-unmet]").hidden = inNeed(need, "outcome")?.value !== "unmet";
  }
  for (const button of form.querySelectorAll("[data-minutes]")) {
    button.setAttribute("aria-pressed", String(button.dataset.minutes === (form.elements.minutes.value || "15")));
  }
  const spoken = textOf(language);
  const both = spoken && served.value
    ? values.words.served_in.replace("{0}", spoken).replace("{1}", served.selectedOptions[0].textContent)
    : spoken;
  const contact = form.querySelector("[name=contact_type]:checked").closest(".chip").textContent.trim();
  const minutes = values.words.minutes.replace("{}", form.elements.minutes.value || "15");
  summary.textContent = [contact, both, ...needs().map(describe), minutes].filter(Boolean).join(" · ");
}

form.addEventListener("change", (event) => {
  const group = event.target.closest("[data-group]");
  const need = event.target.closest("[data-need]");
  if (event.target.name === "client_language") deriveService(event.target.value);
  if (group?.dataset.group === "topic") drawSubtopics(need);
  refresh();
});

// ---- minutes, note, saving ----------------------------------------------------------------------
const presets = form.querySelector("[data-presets]");
presets.hidden = false;
presets.addEventListener("click", (event) => {
  const button = event.target.closest("[data-minutes]");
  if (button) { form.elements.minutes.value = button.dataset.minutes; refresh(); }
});
form.elements.minutes.addEventListener("input", refresh);

let isSending = false;
form.addEventListener("submit", (event) => {
  if (isSending) { event.preventDefault(); return; }
  isSending = true;
  setTimeout(() => { form.querySelector(".button-main").firstChild.textContent = values.words.saving; });
});
addEventListener("pageshow", (event) => { if (event.persisted) { isSending = false; location.reload(); } });

foldMore(form.querySelector("[data-group=contact]"));
needs().forEach(prepare);
if (needs().length > 1) unfold(needs()[needs().length - 1]);
refresh();
