// The keys of the log page. Each group's chips wear keys that work while the group has focus, so
// that no key is taken from a text field or from assistive technology (WCAG 2.1.4).
"use strict";

const wantsShortcuts = !("noShortcuts" in document.body.dataset);
const isText = (target) => target.matches("textarea, input:not([type=radio]):not([type=checkbox])");

// The physical key, so that Cyrillic and Arabic layouts work.
function keyOf(event) {
  const found = /^(?:Digit|Numpad)(\d)$/.exec(event.code) || /^Key([QWE])$/.exec(event.code);
  return found ? found[1].toLowerCase() : null;
}

// ---- Backspace takes the last press back, and stands where it was made ---------------------------
const presses = [];
function remember(element) { presses.push([standing(), element.closest("[data-group]"), element]); }
function markTaken() {
  for (const button of form.querySelectorAll("[data-usual], [data-repeat]")) {
    button.setAttribute("aria-pressed", String(presses.some(([, , element]) => element === button)));
  }
}
function takeBack(from = presses.length - 1) {
  const [[before, group, element]] = presses.splice(from);
  giveBack(before);
  markTaken();
  const need = element.closest("[data-need]");
  if (need) unfold(need);
  const stop = group || (need && (need.querySelector("[data-group=subtopic]:not([hidden])") || need.querySelector("[data-group=acts]")));
  if (stop) focusGroup(stop); else if (element.isConnected) element.focus();
  say(values.words.taken_back);
}
// A button that was pressed takes its own press back, and those after it.
function takeBackTo(button) {
  const at = presses.findIndex(([, , element]) => element === button);
  if (at >= 0) takeBack(at);
  return at >= 0;
}
const said = form.querySelector("[data-form-said]");
function say(words) { said.textContent = ""; setTimeout(() => { said.textContent = words; }, 50); }

// ---- 0 takes what is usual -----------------------------------------------------------------------
function pressUsual(group) {
  if (group.dataset.group === "language" && kept) { repeat(); return true; }
  const need = group.closest("[data-need]");
  if (!need || group.dataset.group === "topic" || !usualOf(need)) return false;
  takeUsual(need);
  return true;
}

function send(isPrinting) {
  const button = isPrinting ? form.querySelector("[name=print_slip]") : null;
  (button || form.querySelector(".button-main")).click();
}

function pressChip(event, group) {
  const pressed = keyedChips(group).get(keyOf(event));
  if (!pressed) return false;
  if (!isShown(pressed)) showMore(group);
  remember(pressed);
  press(pressed);
  pressed.focus();
  if (pressed.type === "radio") moveOn(group);
  return true;
}

// letters in the language group start the type-ahead
function startTyping(event, group) {
  if (group.dataset.group !== "language" || !/^\p{L}$/u.test(event.key)) return;
  typedLanguage.value = "";
  typedLanguage.focus();
}

function onEnter(event, group) {
  if (event.target.matches("textarea, button, summary, a")) return;
  event.preventDefault(); // Enter never sends a half-told visit
  moveOn(group, event.shiftKey ? -1 : 1);
}

form.addEventListener("keydown", (event) => {
  if (event.isComposing || event.altKey || event.defaultPrevented) return;
  const group = event.target.closest("[data-group]");
  const isTyping = isText(event.target);
  if (event.ctrlKey || event.metaKey) {
    if (event.key === "Enter") { event.preventDefault(); send(event.shiftKey); }
    return;
  }
  if (event.key === "Enter") { onEnter(event, group); return; }
  if (event.key === "+" && wantsShortcuts && (!isTyping || event.target.type === "number")) {
    event.preventDefault();
    addNeed();
    return;
  }
  if (isTyping || event.target.matches("select")) return;
  if (wantsShortcuts && event.key === "?") { event.preventDefault(); showKeys(); return; }
  if (wantsShortcuts && event.key === "Backspace" && presses.length) { event.preventDefault(); takeBack(); return; }
  if (!group) return;
  if (keyOf(event) === "0" && pressUsual(group) || pressChip(event, group)) event.preventDefault();
  else startTyping(event, group);
});

// ---- ? shows a letter on everything one can go to; the next letter goes there ------------------------
const LETTERS = "asdfghjklmnbvcxzrtyuiop";
let shownKeys = null;
function stops() {
  const named = groups().map((group) => [group, group.dataset.group === "topic" ? group.closest("[data-need]").querySelector("h2") : group.querySelector("legend, strong, label")]);
  const others = [...form.querySelectorAll("summary, [data-unfold], [name=add_need], .summary-bar button, label[for=note], [data-recent] a")]
    .filter(isShown).map((element) => [element, element]);
  return [...named, ...others].slice(0, LETTERS.length);
}
function showKeys() {
  if (shownKeys) { hideKeys(); return; }
  shownKeys = new Map();
  stops().forEach(([stop, place], index) => {
    const letter = document.createElement("kbd");
    letter.className = "key-shown";
    letter.textContent = LETTERS[index].toUpperCase();
    place.append(letter);
    shownKeys.set(`Key${letter.textContent}`, { stop, letter });
  });
  say(values.words.keys_shown);
}
function hideKeys() {
  for (const { letter } of shownKeys.values()) letter.remove();
  shownKeys = null;
}
addEventListener("keydown", (event) => {
  if (!shownKeys || event.ctrlKey || event.metaKey || event.altKey || event.key === "Shift" || event.key === "Tab") return;
  const chosen = shownKeys.get(event.code);
  hideKeys();
  event.preventDefault();
  event.stopPropagation();
  if (!chosen) return;
  if (chosen.stop.matches("[data-group]")) focusGroup(chosen.stop);
  else if (chosen.stop.matches("label")) document.getElementById(chosen.stop.htmlFor).focus();
  else chosen.stop.focus();
}, true);
form.querySelector("[data-show-keys]").addEventListener("click", showKeys);
form.querySelector("[data-show-keys]").hidden = false;

if (!document.getElementById("refused")) focusGroup(form.querySelector("[data-group=language]"));
