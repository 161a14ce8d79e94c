// What one key takes on the log page: a need's usual shape, or all of the visit before.
// Nothing is filled in unasked: taken by 0, given back by 0.
"use strict";

const KEPT = `visit-before-${values.person}`;
const repeatButton = form.querySelector("[data-repeat]");

// ---- the form as it stood, to be given back: what keys set, never what was typed ----------------
const isTick = (element) => element.type === "radio" || element.type === "checkbox";
const SET_BY_KEYS = "[data-place-picker], [data-service-point], #service_language, #bridged";
let minutesOfShape = null;
function standing() {
  return {
    ticked: new Set([...form.elements].filter((element) => isTick(element) && element.checked).map((element) => `${element.name}=${element.value}`)),
    set: new Map([...form.querySelectorAll(SET_BY_KEYS)].map((element) => [element.name, element.value])),
    minutes: form.elements.minutes.value,
    needs: needs().length,
    servedByHand,
  };
}
function giveBack(before) {
  needs().slice(before.needs).forEach((need) => need.remove());
  const tick = () => { for (const element of form.elements) if (isTick(element)) element.checked = before.ticked.has(`${element.name}=${element.value}`); };
  tick();
  needs().forEach(drawSubtopics); // its chips follow the topic
  tick();
  for (const element of form.querySelectorAll(SET_BY_KEYS)) element.value = before.set.get(element.name) ?? "";
  if (form.elements.minutes.value === minutesOfShape) form.elements.minutes.value = before.minutes;
  servedByHand = before.servedByHand;
  unfold(needs()[needs().length - 1]);
  refresh();
  drawUsual();
}
function setMinutes(minutes) { form.elements.minutes.value = minutesOfShape = String(minutes); }

// ---- a need's shape: [subtopic, acts, outcome, places, minutes] ---------------------------------
function usualOf(need) {
  const ofTopic = values.usual[inNeed(need, "topic")?.value];
  if (!ofTopic) return null;
  return ofTopic[form.querySelector("[name=client_language]:checked")?.value] || ofTopic[""] || null;
}
const word = (need, name, value) => textOf(need.querySelector(`[name$="-${name}"][value="${CSS.escape(value || "-")}"]`));
const placeName = (key) => placeRows.find((row) => row.key === key)?.label;
function inWords(need, [subtopic, acts, outcome, places, minutes]) {
  return [
    word(need, "subtopic", subtopic), ...acts.map((act) => word(need, "acts", act)), ...places.map(placeName),
    word(need, "outcome", outcome), minutes === null ? "" : values.words.minutes.replace("{}", minutes),
  ].filter(Boolean).join(" · ");
}
function setPlace(line, key, name) {
  line.querySelector("[data-service-point]").value = key || "";
  line.querySelector("[data-place-picker]").value = placeName(key) || name || "";
}
function takeShape(need, [subtopic, acts, outcome, places, minutes]) {
  for (const input of need.querySelectorAll('[name$="-acts"]')) input.checked = acts.includes(input.value);
  if (acts.some((act) => need.querySelector(`[data-more] [value="${CSS.escape(act)}"]`))) showMore(need.querySelector("[data-group=acts]"));
  for (const [name, value] of [["subtopic", subtopic], ["outcome", outcome]]) {
    const input = need.querySelector(`[name$="-${name}"][value="${CSS.escape(value || "-")}"]`);
    if (input) input.checked = true;
  }
  for (const [index, place] of places.entries()) {
    const [key, name] = Array.isArray(place) ? place : [place];
    setPlace(need.querySelectorAll("[data-referral]")[index] || addReferral(need), key, name);
  }
  if (minutes !== null && !form.elements.minutes.value) setMinutes(minutes);
}

function drawUsual() {
  for (const need of needs()) {
    const button = need.querySelector("[data-usual]");
    const shape = usualOf(need);
    const words = shape && inWords(need, shape);
    button.closest("p").hidden = !words;
    if (words) button.querySelector("span").textContent = values.words.usual.replace("{}", words);
  }
}
function takeUsual(need) {
  const shape = usualOf(need);
  const button = need.querySelector("[data-usual]");
  if (!shape) return;
  if (takeBackTo(button)) return;
  remember(button);
  takeShape(need, shape);
  markTaken();
  refresh();
  focusGroup(form.querySelector("[data-group=minutes]"));
}
needsBox.addEventListener("click", (event) => {
  const button = event.target.closest("[data-usual]");
  if (button) takeUsual(button.closest("[data-need]"));
});
form.addEventListener("change", drawUsual);

// ---- the visit before, as this tab saw it: codes alone, no word that was typed -------------------
function shapeOf(need) {
  const places = [...need.querySelectorAll("[data-referral]")]
    .map((line) => [line.querySelector("[data-service-point]").value, line.querySelector("[data-place-picker]").value])
    .filter(([key, name]) => key || name);
  return [
    inNeed(need, "topic")?.value,
    [inNeed(need, "subtopic")?.value || null, [...need.querySelectorAll('[name$="-acts"]:checked')].map((input) => input.value),
      inNeed(need, "outcome")?.value || null, places, null],
    [...need.querySelectorAll('[name$="-unmet_reason"]:checked')].map((input) => input.value),
  ];
}
form.addEventListener("submit", () => {
  const language = form.querySelector("[name=client_language]:checked")?.value;
  const told = needs().map(shapeOf).filter(([topic]) => topic);
  if (!language || !told.length || !repeatButton) return;
  const isWritten = told.some(([, [, , , places]]) => places.some(([key]) => !key));
  if (isWritten) { sessionStorage.removeItem(KEPT); return; } // what was written freely is kept nowhere
  sessionStorage.setItem(KEPT, JSON.stringify({
    language, told, served: served.value, bridged: bridged.value, minutes: form.elements.minutes.value,
    contact: form.querySelector("[name=contact_type]:checked").value, words: summary.textContent,
  }));
});
const kept = repeatButton && JSON.parse(sessionStorage.getItem(KEPT) || "null");
if (kept) {
  repeatButton.hidden = false;
  repeatButton.querySelector("span").textContent = values.words.again.replace("{}", kept.words);
  repeatButton.addEventListener("click", repeat);
}
function repeat() {
  if (takeBackTo(repeatButton)) return;
  remember(repeatButton);
  press(form.querySelector(`[name=contact_type][value="${CSS.escape(kept.contact)}"]`));
  chooseLanguage(kept.language);
  served.value = kept.served;
  bridged.value = kept.bridged;
  setMinutes(kept.minutes);
  kept.told.forEach(([topic, shape, reasons], index) => {
    const need = index ? addNeed() : needs()[0];
    const input = need.querySelector(`[name$="-topic"][value="${CSS.escape(topic)}"]`);
    if (!input) return; // retired since
    press(input);
    takeShape(need, shape);
    for (const reason of need.querySelectorAll('[name$="-unmet_reason"]')) reason.checked = reasons.includes(reason.value);
  });
  markTaken();
  refresh();
  focusGroup(form.querySelector("[data-group=minutes]"));
}
drawUsual();
