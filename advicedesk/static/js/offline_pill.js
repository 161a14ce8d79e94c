// Shows how many visits wait on this device: a number and nothing else, for whoever looks on. Asks
// before somebody signs out while something would be lost by it.
"use strict";

if (deviceStore) (() => {
  const { words, addresses } = JSON.parse(document.getElementById("device-values").textContent);
  const pill = document.querySelector("[data-device-pill]");
  const dialog = document.querySelector("[data-device-dialog]");
  const lines = dialog.querySelector("[data-device-lines]");
  const sendNow = dialog.querySelector("[data-device-send]");
  const mend = dialog.querySelector("[data-device-mend]");
  const signIn = dialog.querySelector("[data-device-sign-in]");
  const warning = document.querySelector("[data-sign-out-dialog]");
  const said = document.querySelector("[data-device-said]");
  const which = new Intl.PluralRules(document.documentElement.lang);
  const figures = new Intl.NumberFormat(document.documentElement.lang);

  const counted = (texts, count) => (texts[which.select(count)] ?? texts.other ?? Object.values(texts)[0]).replace("{}", figures.format(count));
  const write = (box, texts) => box.replaceChildren(...texts.filter(Boolean).map((text) => {
    const line = document.createElement("p");
    line.textContent = text;
    return line;
  }));
  const inState = (queue, state) => queue.filter((record) => record.state === state).length;

  let shown = 0;
  async function draw() {
    const queue = (await deviceStore.queue()).filter((record) => record.state !== "sending");
    const reason = deviceSending.reason();
    pill.hidden = !queue.length;
    if (queue.length) pill.querySelector("span").textContent = counted(words.on_device, queue.length);
    if (queue.length > shown) said.textContent = counted(words.on_device, queue.length);
    shown = queue.length;
    if (!queue.length && dialog.open) dialog.close();
    const [waiting, refused, elsewhere] = ["waiting", "refused", "elsewhere"].map((state) => inState(queue, state));
    write(lines, [
      waiting && counted(words.waiting, waiting),
      waiting && reason === "down" && words.no_network,
      reason === "signed-out" && words.signed_out,
      refused && counted(words.refused, refused),
      elsewhere && counted(words.elsewhere, elsewhere),
    ]);
    sendNow.hidden = !waiting || reason === "signed-out";
    signIn.hidden = reason !== "signed-out";
    mend.hidden = !refused || reason === "signed-out";
  }
  const redraw = () => draw().catch(() => {});

  // A refused visit comes back in the form, with the server's own messages.
  async function mendFirst() {
    const record = (await deviceStore.queue()).find((one) => one.state === "refused");
    const values = record && (await deviceStore.unseal(record));
    const { token } = await deviceSending.freshToken();
    if (!values || !token) { write(lines, [words.no_network]); return; }
    await deviceStore.isDraftAgain(record); // until the server has it in a form
    sessionStorage.setItem("advicedesk-sent-plainly", record.id);
    const form = Object.assign(document.createElement("form"), { method: "post", action: addresses.log, hidden: true });
    for (const [name, value] of [...values.filter(([one]) => one !== "csrf_token" && one !== "print_slip"), ["csrf_token", token]]) {
      form.append(Object.assign(document.createElement("input"), { type: "hidden", name, value }));
    }
    document.body.append(form);
    form.submit();
  }

  async function sendPressed(button) {
    const before = button.textContent;
    button.textContent = words.sending;
    const reason = await deviceSending.send();
    button.textContent = before;
    await draw();
    return reason;
  }

  pill.addEventListener("click", () => { redraw(); dialog.showModal(); });
  for (const box of [dialog, warning]) box.querySelector("[data-close]").addEventListener("click", () => box.close());
  sendNow.addEventListener("click", () => sendPressed(sendNow));
  mend.addEventListener("click", () => mendFirst().catch(() => {}));

  // ---- signing out ------------------------------------------------------------------------------
  const first = warning.querySelector("[data-send-first]");
  let leaving = null;
  async function leave() {
    await deviceStore.forgetEverything().catch(() => {});
    HTMLFormElement.prototype.submit.call(leaving);
  }
  async function askToLeave(form) {
    leaving = form;
    const [queue, drafts] = await Promise.all([deviceStore.queue(), deviceStore.drafts()]).catch(() => [[], []]);
    if (!queue.length && !drafts.length) return leave();
    write(warning.querySelector("[data-device-lines]"), [queue.length && counted(words.on_device, queue.length), drafts.length && words.begun]);
    first.hidden = !queue.length;
    return warning.open || warning.showModal();
  }
  first.addEventListener("click", async () => {
    await sendPressed(first);
    const queue = await deviceStore.queue();
    if (queue.length) write(warning.querySelector("[data-device-lines]"), [counted(words.on_device, queue.length), words.not_sent]);
    else await askToLeave(leaving);
  });
  warning.querySelector("[data-delete]").addEventListener("click", leave);
  document.addEventListener("submit", (event) => {
    if (event.target.getAttribute("action") !== addresses.sign_out) return;
    event.preventDefault();
    askToLeave(event.target);
  });

  deviceStore.onChange((what) => {
    if (what === "signed-out") setTimeout(() => location.reload(), 1500); // the other tab's sign-out is done by then
    else redraw();
  });
  redraw();
  deviceSending.send().then(redraw);
  addEventListener("online", redraw);
})();
