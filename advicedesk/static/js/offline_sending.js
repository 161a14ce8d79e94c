// Sends what waits on this device: in order, by one tab at a time, each visit once. The server
// knows a repeat by its public id, so a visit whose answer was lost is simply sent again.
"use strict";

const deviceSending = deviceStore && (() => {
  const { addresses } = JSON.parse(document.getElementById("device-values").textContent);
  const PATIENCE = 5000;
  const [SOON, LATE] = [15000, 60000];
  const MOST_TRIES = 3; // of a visit that breaks the server: then it no longer holds up the others
  let wait = SOON;
  let timer = null;
  let reason = ""; // why nothing goes out now: "down", "signed-out"
  const tries = new Map();

  const ask = (address, options = {}) => fetch(address, {
    credentials: "same-origin", cache: "no-store", redirect: "manual", ...options,
    headers: { "X-Sent-By": "script", ...options.headers },
    signal: AbortSignal.timeout(PATIENCE),
  });
  const leadsTo = (answer) => answer.headers.get("X-Leads-To");
  const isSignIn = (address) => Boolean(address) && new URL(address, location.href).pathname === addresses.sign_in;

  async function freshToken() {
    try {
      const answer = await ask(addresses.token);
      if (isSignIn(leadsTo(answer))) return { outcome: "signed-out" };
      return answer.ok ? { token: (await answer.json()).csrf_token } : { outcome: "down" };
    } catch {
      return { outcome: "down" };
    }
  }

  function outcomeOf(answer) {
    const address = leadsTo(answer);
    if (address) return { outcome: isSignIn(address) ? "signed-out" : "stored", address };
    if (answer.status === 412) return { outcome: "elsewhere" };
    if ([409, 422].includes(answer.status)) return { outcome: "refused" };
    if ([502, 503, 504].includes(answer.status)) return { outcome: "down" };
    return { outcome: "broken", status: answer.status };
  }

  // Send one visit with the page's token, or with a fresh one when there is none or it is too old.
  async function sendVisit(values, { desk = deviceStore.desk, address = addresses.log, token = null } = {}) {
    const fresh = token ? { token } : await freshToken();
    if (fresh.outcome) return fresh;
    const body = new URLSearchParams(values.filter(([name]) => name !== "csrf_token"));
    body.append("csrf_token", fresh.token);
    try {
      const answer = await ask(address, { method: "POST", body, headers: { "X-Typed-By": deviceStore.staff, "X-Typed-At": desk } });
      return answer.status === 400 && token ? sendVisit(values, { desk, address }) : outcomeOf(answer);
    } catch {
      return { outcome: "down" };
    }
  }

  // Only one tab holds the lock of a visit: the form that saves it, or the one that sends later.
  const holding = (id, work) => navigator.locks.request(`advicedesk-visit-${id}`, { ifAvailable: true }, (lock) => (lock ? work() : "busy"));

  async function sendRecord(id) {
    const record = await deviceStore.find("queue", id);
    if (!record || record.state === "refused") return "gone"; // another tab was here first
    if (record.desk !== deviceStore.desk) return deviceStore.mark(record, "elsewhere");
    const values = await deviceStore.unseal(record);
    if (!values) return "unreadable"; // kept: a visit goes from the device when it is stored, or by its person
    const { outcome } = await sendVisit(values.filter(([name]) => name !== "print_slip"), { desk: record.desk });
    if (outcome === "stored") await deviceStore.isStored(id);
    if (outcome === "refused" || outcome === "elsewhere") await deviceStore.mark(record, outcome);
    else if (outcome !== "stored" && record.state === "sending") await deviceStore.mark(record, "waiting");
    if (outcome !== "broken") return outcome;
    tries.set(id, (tries.get(id) ?? 0) + 1);
    if (tries.get(id) < MOST_TRIES) return "down";
    return deviceStore.mark(record, "refused");
  }

  async function sendAll() {
    reason = "";
    for (const { id, state } of await deviceStore.queue()) {
      if (state === "refused") continue;
      const outcome = await holding(id, () => sendRecord(id));
      if (outcome === "down" || outcome === "signed-out") { reason = outcome; break; }
    }
    navigator.serviceWorker?.controller?.postMessage(reason === "down" ? "down" : "up");
  }

  const holds = async (...states) => (await deviceStore.queue()).some((record) => states.includes(record.state));
  async function send() {
    clearTimeout(timer);
    try {
      if (await holds("waiting", "elsewhere", "sending")) await navigator.locks.request("advicedesk-send", sendAll);
      wait = reason ? Math.min(wait * 2, LATE) : SOON;
      if (await holds("waiting")) timer = setTimeout(send, wait);
    } catch { // the browser's database is gone, or the page is
      timer = setTimeout(send, LATE);
    }
    return reason;
  }

  const again = () => { wait = SOON; send(); };
  addEventListener("online", again);
  document.addEventListener("visibilitychange", () => { if (!document.hidden) again(); });
  deviceStore.forgetOld().catch(() => {}).then(again);
  return { send, sendVisit, freshToken, ask, holding, isSignIn, reason: () => reason };
})();
