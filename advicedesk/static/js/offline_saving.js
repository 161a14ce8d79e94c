// Saving a visit so that neither a silent server nor a crash loses it: first it is kept on the
// device, then sent; it leaves the device when the server has it. What the server refuses, the
// browser sends once more in the plain way: the page that answers holds the form and the messages.
"use strict";

if (deviceStore && document.querySelector("[data-log-form]")) (() => {
  const form = document.querySelector("[data-log-form]");
  const { words, addresses, timezone } = JSON.parse(document.getElementById("device-values").textContent);
  const button = form.querySelector(".button-main");
  const isNew = new URL(form.action).pathname === addresses.log;
  const NOTE = "advicedesk-kept-now";

  // the form that the device keeps is of no moment and of no visit yet
  if ("keptForm" in form.dataset) {
    form.elements.public_id.value = crypto.randomUUID();
    form.elements.started_at.value = new Intl.DateTimeFormat("sv-SE", {
      timeZone: timezone, year: "numeric", month: "2-digit", day: "2-digit", hour: "2-digit", minute: "2-digit",
    }).format(new Date()).replace(" ", "T");
  }

  function say(text) {
    let box = form.querySelector("[data-kept-note]");
    if (!box) {
      box = Object.assign(document.createElement("p"), { className: "notice notice-warning" });
      box.setAttribute("role", "status");
      box.dataset.keptNote = "";
      form.querySelector(".page-head").after(box);
    }
    setTimeout(() => { box.textContent = text; }); // a live region speaks of what changes in it
    box.scrollIntoView({ block: "nearest" });
  }
  const noNetwork = form.querySelector("[data-no-network]");
  if (sessionStorage.getItem(NOTE)) {
    sessionStorage.removeItem(NOTE);
    noNetwork?.remove(); // one line says it all
    say(words.kept);
  }
  addEventListener("online", () => noNetwork?.remove());

  const before = button.firstChild.textContent;

  function valuesOf(submitter) {
    const typed = [...new FormData(form)].filter(([, value]) => typeof value === "string");
    return submitter?.name ? [...typed, [submitter.name, submitter.value]] : typed;
  }
  function sendPlainly(submitter) {
    sessionStorage.setItem("advicedesk-sent-plainly", form.elements.public_id.value);
    if (submitter?.name) form.append(Object.assign(document.createElement("input"), { type: "hidden", name: submitter.name, value: submitter.value }));
    HTMLFormElement.prototype.submit.call(form);
  }
  const signInAgain = () => location.assign(`${addresses.sign_in}?next=${encodeURIComponent(addresses.log)}`);

  async function saveNew(submitter) {
    const values = valuesOf(submitter);
    const id = form.elements.public_id.value;
    const record = await deviceStore.seal(id, values, { kind: "new" });
    await deviceStore.isSending(record);
    const { outcome, address, status } = await deviceSending.sendVisit(values, { token: form.elements.csrf_token.value });
    if (outcome === "stored") {
      await deviceStore.isStored(id);
      location.assign(address);
    } else if (outcome === "down") {
      await deviceStore.mark(record, "waiting");
      navigator.storage?.persist?.(); // the browser is not to tidy it away
      navigator.serviceWorker?.controller?.postMessage("down");
      sessionStorage.setItem(NOTE, "1");
      location.assign(addresses.log);
    } else if (outcome === "elsewhere") {
      await deviceStore.mark(record, "elsewhere");
      location.assign(addresses.log);
    } else {
      await deviceStore.isDraftAgain(record);
      if (outcome === "signed-out") return signInAgain();
      if (outcome === "refused") return sendPlainly(submitter);
      return stay(status === 413 ? words.too_large : words.not_saved);
    }
    return null;
  }

  async function saveCorrection() {
    const token = form.elements.csrf_token.value;
    const { outcome, address, status } = await deviceSending.sendVisit(valuesOf(null), { token, address: form.action });
    if (outcome === "stored") {
      await deviceStore.isStored(`correct-${form.elements.public_id.value}`);
      location.assign(address);
    } else if (outcome === "refused") sendPlainly(null);
    else if (outcome === "signed-out") location.assign(`${addresses.sign_in}?next=${encodeURIComponent(location.pathname)}`);
    else stay(status === 413 ? words.too_large : words.not_saved);
  }

  let isSaving = false;
  function stay(text) {
    isSaving = isSending = false; // the latter is the page's own: it shows "Saving…" meanwhile
    button.firstChild.textContent = before;
    visitDraft?.resume();
    say(text);
  }

  // before the page's own listeners, so that the browser itself sends nothing
  document.addEventListener("submit", async (event) => {
    const name = event.submitter?.name;
    if (event.target !== form || event.defaultPrevented || name === "add_need" || name === "add_referral") return;
    event.preventDefault();
    if (isSaving) return;
    isSaving = true;
    try {
      await visitDraft?.pause();
      const id = form.elements.public_id.value;
      const outcome = await deviceSending.holding(id, () => (isNew ? saveNew(event.submitter) : saveCorrection()));
      if (outcome === "busy") stay(words.not_saved); // another tab sends this very visit
    } catch { // the browser keeps nothing: a full disk, a private window
      sendPlainly(event.submitter);
    }
  }, true);
})();
