// The first run in three steps. Without this script they stand below each other on one page.
"use strict";

const form = document.querySelector("[data-set-up]");
const steps = [...form.querySelectorAll("[data-step]")];
const draftKey = "set-up";
let current = 0;

// ── one step at a time; the browser's own Back leads to the step before ─────────────────────
function show(index, moves = true) {
  current = Math.max(0, Math.min(index, steps.length - 1));
  steps.forEach((step, at) => { step.hidden = at !== current; });
  tell();
  if (moves) steps[current].querySelector("h2").focus();
}
function go(index) {
  history.pushState(index, "", `#step-${index + 1}`);
  show(index);
}
addEventListener("popstate", () => show(Number(location.hash.replace("#step-", "") || 1) - 1));

// ── what is missing is said beside its field before the next step ───────────────────────────
function say(field, words) {
  const box = field.closest(".field");
  box.querySelector(".error")?.remove();
  box.classList.toggle("field-refused", Boolean(words));
  field.toggleAttribute("aria-invalid", Boolean(words));
  if (!words) return;
  field.setAttribute("aria-invalid", "true");
  const line = Object.assign(document.createElement("p"), { className: "error", id: `${field.id}-error`, textContent: words });
  field.setAttribute("aria-describedby", `${field.id}-hint ${line.id}`);
  box.append(line);
}
function fault(field) {
  if (field.name === "working_languages") return form.querySelector("[name=working_languages]:checked") ? "" : form.dataset.needed;
  if (field.name.endsWith("-desk_code")) return "";
  if (/^desks-[1-9]/.test(field.name)) return "";
  if (field.type === "checkbox" || field.type === "hidden" || field.type === "submit") return "";
  if (!field.value.trim()) return form.dataset.needed;
  if (field.name === "new_password" && field.value.length < Number(form.dataset.least)) return form.dataset.short;
  if (field.name === "repeat_password" && field.value !== form.elements.new_password.value) return form.dataset.differ;
  return "";
}
function isComplete(step) {
  const fields = [...step.querySelectorAll("input")].filter((field) => field.name !== "works_at_desk");
  const wrong = fields.filter((field, at) => field.name !== "working_languages" || fields[at - 1]?.name !== field.name)
    .filter((field) => { const words = fault(field); say(field, words); return words; });
  wrong[0]?.focus();
  return !wrong.length;
}

// ── what will be made, read back ────────────────────────────────────────────────────────────
const valueOf = (name) => form.elements[name].value.trim();
function tell() {
  const told = {
    organisation_name: valueOf("organisation_name"),
    desks: [...form.querySelectorAll("[name$='-name'][name^='desks-']")].map((field) => field.value.trim()).filter(Boolean).join(", "),
    working_languages: [...form.querySelectorAll("[name=working_languages]:checked")].map((field) => field.closest("label").textContent.trim()).join(", "),
    display_name: [valueOf("display_name"), valueOf("username")].filter(Boolean).join(" · "),
  };
  for (const place of form.querySelectorAll("[data-told]")) place.textContent = told[place.dataset.told] || "–";
}

// ── nothing typed is lost when the language changes or the page is loaded again ─────────────
const kept = () => [...form.querySelectorAll("input")].filter((field) => !["password", "hidden"].includes(field.type));
function keep() {
  const draft = kept().map((field) => [field.name, field.value, field.checked]);
  sessionStorage.setItem(draftKey, JSON.stringify(draft));
  tell();
}
function recall() {
  const draft = JSON.parse(sessionStorage.getItem(draftKey) || "[]");
  const rows = draft.filter(([name]) => /^desks-\d+-name$/.test(name)).length;
  while (form.querySelectorAll("[data-desk]").length < rows) addDesk();
  for (const field of kept()) {
    const found = draft.find(([name, value]) => name === field.name && (field.type !== "checkbox" || value === field.value));
    if (found && field.type === "checkbox") field.checked = found[2];
    else if (found) field.value = found[1];
  }
}
function addDesk() {
  const all = form.querySelectorAll("[data-desk]");
  const added = all[all.length - 1].cloneNode(true);
  const renumber = (text) => text.replace(/\d+/, all.length);
  added.querySelectorAll(".error").forEach((line) => line.remove());
  for (const field of added.querySelectorAll("input")) {
    field.value = "";
    field.removeAttribute("aria-invalid");
    for (const name of ["id", "name"]) field.setAttribute(name, renumber(field[name]));
  }
  for (const label of added.querySelectorAll("label")) label.htmlFor = renumber(label.htmlFor);
  const legend = added.querySelector("legend");
  legend.textContent = legend.textContent.replace(/\d+/, all.length + 1);
  all[all.length - 1].after(added);
  return added;
}

form.noValidate = true;
for (const turns of form.querySelectorAll("[data-turns]")) turns.hidden = false;
form.querySelector("[data-summary]").hidden = false;
form.addEventListener("input", keep);
form.addEventListener("click", (event) => {
  if (event.target.closest("[data-back]")) go(current - 1);
  if (event.target.closest("[data-next]") && isComplete(steps[current])) go(current + 1);
  const more = event.target.closest("[name=add_desk]");
  if (more && form.querySelectorAll("[data-desk]").length < 40) {
    event.preventDefault();
    addDesk().querySelector("input").focus();
  }
});
form.addEventListener("submit", (event) => {
  if (!isComplete(steps[current])) event.preventDefault();
  else if (current < steps.length - 1) { event.preventDefault(); go(current + 1); }
  else sessionStorage.removeItem(draftKey);
});

const refusedStep = steps.findIndex((step) => step.querySelector(".error"));
if (refusedStep < 0) recall();
show(refusedStep < 0 ? Number(location.hash.replace("#step-", "") || 1) - 1 : refusedStep, false);
const notice = document.getElementById("refused");
if (notice) {
  notice.focus();
  notice.addEventListener("click", (event) => {
    const target = event.target.hash && document.getElementById(event.target.hash.slice(1));
    if (target) show(steps.findIndex((step) => step.contains(target)), false);
  });
}
