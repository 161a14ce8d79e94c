// What is being typed on the log page is kept on the device with every change, so that a closed tab,
// a lapsed sign-in or a crash loses nothing. It comes back when the page is opened again.
"use strict";

const visitDraft = deviceStore && document.querySelector("[data-log-form]") && (() => {
  const form = document.querySelector("[data-log-form]");
  const { addresses } = JSON.parse(document.getElementById("device-values").textContent);
  const isNew = new URL(form.action).pathname === addresses.log;
  const PLAINLY = "advicedesk-sent-plainly";
  const own = () => (isNew ? form.elements.public_id.value : `correct-${form.elements.public_id.value}`);

  // ---- keeping ----------------------------------------------------------------------------------
  const typed = () => [...new FormData(form)].filter(([name, value]) => name !== "csrf_token" && typeof value === "string");
  const seen = () => JSON.stringify(typed().filter(([name]) => name !== "public_id"));
  let before = seen(); // as the page came
  let last = before;
  let isPaused = false;
  let isTouched = false;
  let writing = null;

  async function write() {
    while (!isPaused && seen() !== last) {
      last = seen();
      if (last === before) await deviceStore.forgetDraft(own());
      else await deviceStore.keepDraft(await deviceStore.seal(own(), typed(), { kind: isNew ? "new" : "correct" }));
    }
  }
  // after the page's own listeners: what they change belongs to it
  const keep = () => setTimeout(() => { if (!isPaused) writing ??= write().catch(() => {}).finally(() => { writing = null; }); });
  for (const kind of ["input", "change", "click", "keyup"]) {
    form.addEventListener(kind, () => { isTouched ||= seen() !== before; keep(); });
  }
  const pause = async () => { isPaused = true; await writing; };
  const resume = () => { isPaused = false; last = ""; keep(); };

  // ---- bringing back ----------------------------------------------------------------------------
  // A need or a place that was taken away left a gap in the numbers; a new form has none.
  function renumbered(values) {
    const order = new Map();
    const place = (key, part) => {
      if (!order.has(key)) order.set(key, new Map());
      const known = order.get(key);
      if (!known.has(part)) known.set(part, known.size);
      return known.get(part);
    };
    return values.map(([name, value]) => {
      const found = /^needs-(\d+)-(?:referrals-(\d+)-)?(.+)$/.exec(name);
      if (!found) return [name, value];
      const need = `needs-${place("needs", found[1])}`;
      return [found[2] === undefined ? `${need}-${found[3]}` : `${need}-referrals-${place(found[1], found[2])}-${found[3]}`, value];
    });
  }

  const named = (name) => [...form.querySelectorAll(`[name="${CSS.escape(name)}"]`)];
  function makeRoom(name) {
    const found = /^needs-(\d+)-(?:referrals-\d+-)?/.exec(name);
    if (!found || named(name).length) return;
    const need = form.querySelector(`[data-need="${found[1]}"]`);
    (need ? need.querySelector("[data-add-referral]") : form.querySelector("[name=add_need]"))?.click();
  }
  const isTicked = (element) => element.type === "radio" || element.type === "checkbox";
  function put(element, left) {
    const isTick = isTicked(element);
    const at = left.indexOf(element.value);
    if (isTick && at >= 0) left.splice(at, 1);
    const value = isTick ? at >= 0 : left.shift() ?? "";
    const now = isTick ? element.checked : element.value;
    if (now === value) return;
    if (isTick) element.checked = value; else element.value = value;
    if (element.type === "hidden") return;
    if (!isTick || value || element.type === "checkbox") element.dispatchEvent(new Event("change", { bubbles: true }));
    const folded = element.closest("details");
    if (folded && value && element.name !== "started_at") folded.open = true;
  }
  function fill(values) {
    const told = new Map();
    for (const [name, value] of renumbered(values)) told.set(name, [...(told.get(name) ?? []), value]);
    for (const [name, all] of told) {
      makeRoom(name);
      if (name === "client_language") chooseLanguage(all[0]); // one that is not among the chips gets its chip
      const left = [...all];
      const ticks = named(name).filter(isTicked);
      for (const element of [...ticks, ...named(name).filter((one) => !isTicked(one))]) put(element, left);
    }
    for (const element of form.querySelectorAll("input:checked")) if (!told.has(element.name)) put(element, []);
  }

  // A page holds the lock of its draft as long as it is open: another tab does not take it over.
  const held = (id) => new Promise((resolve) => {
    navigator.locks.request(`advicedesk-draft-${id}`, { ifAvailable: true }, (lock) => {
      resolve(Boolean(lock));
      return lock && new Promise(() => {});
    });
  });

  async function isStoredAlready(record) {
    if (!record.wasSent) return false;
    const answer = await deviceSending.ask(`${addresses.scope}visits/${record.id}`, { method: "HEAD" }).catch(() => null);
    if (answer?.status === 200) await deviceStore.isStored(record.id);
    return answer?.status === 200;
  }

  async function findDraft() {
    if (!isNew) return deviceStore.find("drafts", own());
    for (const record of (await deviceStore.drafts()).reverse()) {
      if (record.kind !== "new" || record.desk !== deviceStore.desk || record.id === own()) continue;
      if (await deviceStore.find("queue", record.id)) continue;
      if ((await held(record.id)) && !(await isStoredAlready(record))) return record;
    }
    return null;
  }

  function tellRestored(id) {
    const note = document.querySelector("[data-restored]");
    form.querySelector(".page-head").after(note.content.cloneNode(true));
    form.querySelector("[data-discard]").scrollIntoView({ block: "center" });
    form.querySelector("[data-discard]").addEventListener("click", async () => {
      await pause();
      await deviceStore.forgetDraft(id);
      location.assign(isNew ? addresses.log : location.pathname);
    });
  }

  async function restore() {
    const record = await findDraft();
    const values = record && (await deviceStore.unseal(record));
    if (!values || isTouched || isPaused) return;
    fill(values);
    tellRestored(record.id);
    keep();
  }

  async function begin() {
    const sent = sessionStorage.getItem(PLAINLY);
    sessionStorage.removeItem(PLAINLY);
    const isAnswer = Boolean(form.querySelector("#refused, [role=alert]"));
    if (isNew) await held(own());
    if (isAnswer) { // the form as typed came back: under a new id, if its own belongs to another visit
      before = "";
      if (sent && sent !== form.elements.public_id.value) await deviceStore.forgetDraft(sent);
      resume();
    } else if (!form.elements.case_code.value || !isNew) await restore();
  }
  begin().catch(() => {});
  return { pause, resume };
})();
