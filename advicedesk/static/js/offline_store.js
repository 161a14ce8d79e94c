// What this device keeps in the browser's database: visits that wait to be sent, drafts, the key.
//
// Everything a person typed is encrypted (AES-GCM). The key is made here, once for each staff
// member, and lies in the same database as a key that no script can read out (extractable: false).
// It never leaves the device, since the form must open and save without the network. Signing out
// deletes the key first, then all it locked: a copy of the browser's folder made before is of no
// use without it, a signed-out device has neither. A sign-in that only lapsed keeps both, or what
// was typed would be lost; pages of another person never ask for a key that is not theirs. Staff
// member, desk and visit are bound into each lock, so that nothing can be moved from one to another.
// Needs a secure context (https, or the machine itself); without one nothing is kept.
"use strict";

const deviceStore = (() => {
  const element = document.getElementById("device-values");
  if (!element || !window.indexedDB || !window.crypto?.subtle || !navigator.locks) return null;
  const { staff, desk } = JSON.parse(element.textContent);
  const DAY = 24 * 3600 * 1000;
  const LONGEST = 14 * DAY; // the server takes no visit that is older
  let opened = null;
  let isOver = false; // somebody signed out, here or in another tab

  function open() {
    opened ??= new Promise((resolve, reject) => {
      const asked = indexedDB.open("advicedesk", 1);
      asked.onupgradeneeded = () => {
        asked.result.createObjectStore("keys");
        asked.result.createObjectStore("queue", { keyPath: "id" });
        asked.result.createObjectStore("drafts", { keyPath: "id" });
      };
      asked.onsuccess = () => {
        asked.result.onversionchange = () => { asked.result.close(); opened = null; };
        resolve(asked.result);
      };
      asked.onerror = () => { opened = null; reject(asked.error); };
    });
    return opened;
  }

  // Run requests in one transaction; the promise holds what the last of them answered.
  // "strict": on the disk before it counts. Drafts change with every key and need not be that safe.
  async function change(stores, mode, work, durability = "strict") {
    const database = await open();
    return new Promise((resolve, reject) => {
      const transaction = database.transaction(stores, mode, { durability });
      const answer = work((name) => transaction.objectStore(name));
      transaction.oncomplete = () => resolve(answer?.result);
      transaction.onerror = transaction.onabort = () => reject(transaction.error);
    });
  }
  const read = (name, work) => change([name], "readonly", (of) => work(of(name)));

  async function keyOf(makes) {
    const found = await read("keys", (keys) => keys.get(staff));
    if (isOver) throw new Error("signed out");
    if (found || !makes) return found;
    const made = await crypto.subtle.generateKey({ name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"]);
    return change(["keys"], "readwrite", (of) => { // another tab may have made one just now
      const keys = of("keys");
      const asked = keys.get(staff);
      asked.onsuccess = () => { if (!asked.result) keys.put(made, staff); };
      return asked;
    }).then((other) => other ?? made);
  }

  const boundTo = (record) => new TextEncoder().encode([record.staff, record.desk, record.id].join("|"));

  // values: [[name, value], …] as a form sends them
  async function seal(id, values, more = {}) {
    const record = { id, staff, desk, at: Date.now(), ...more };
    const iv = crypto.getRandomValues(new Uint8Array(12));
    const text = new TextEncoder().encode(JSON.stringify(values));
    const locked = await crypto.subtle.encrypt({ name: "AES-GCM", iv, additionalData: boundTo(record) }, await keyOf(true), text);
    return { ...record, iv, locked };
  }
  async function unseal(record) {
    const key = await keyOf(false);
    if (!key || record.staff !== staff) return null;
    try {
      const text = await crypto.subtle.decrypt({ name: "AES-GCM", iv: record.iv, additionalData: boundTo(record) }, key, record.locked);
      return JSON.parse(new TextDecoder().decode(text));
    } catch {
      return null; // locked by a key that is gone: nobody can read it any more
    }
  }

  const own = async (name) => (await read(name, (store) => store.getAll()))
    .filter((record) => record.staff === staff).sort((a, b) => a.at - b.at);

  // What somebody else left on a shared device and can no longer be logged is of no use to anybody.
  async function forgetOld() {
    const tooOld = (record) => Date.now() - record.at > LONGEST;
    for (const [name, isOver] of [["drafts", tooOld], ["queue", (record) => tooOld(record) && record.staff !== staff]]) {
      for (const record of (await read(name, (store) => store.getAll())).filter(isOver)) {
        await change([name], "readwrite", (of) => of(name).delete(record.id));
      }
    }
  }

  const channel = new BroadcastChannel("advicedesk-device");
  const listeners = [];
  const hear = (what) => { for (const listener of listeners) listener(what); };
  const tell = (what) => { channel.postMessage(what); if (what === "changed") hear(what); };
  channel.onmessage = (event) => { isOver ||= event.data === "signed-out"; hear(event.data); };

  async function move(from, to, record) {
    await change([from, to], "readwrite", (of) => { of(from).delete(record.id); of(to).put(record); });
    tell("changed");
  }

  return {
    staff, desk, seal, unseal, forgetOld, isOver: () => isOver,
    onChange(listener) { listeners.push(listener); },
    queue: () => own("queue"),
    drafts: () => own("drafts"),
    find: (name, id) => read(name, (store) => store.get(id)),
    keepDraft: (record) => change(["drafts"], "readwrite", (of) => of("drafts").put(record), "relaxed"),
    forgetDraft: (id) => change(["drafts"], "readwrite", (of) => of("drafts").delete(id)),
    // a visit is in the queue or a draft, never both: one transaction moves it
    // "sending": its form is at it; one that is left in this state lost its page, and is sent later
    isSending: (record) => move("drafts", "queue", { ...record, state: "sending" }),
    isDraftAgain: (record) => move("queue", "drafts", { ...record, state: "draft", wasSent: true }),
    async mark(record, state) {
      await change(["queue"], "readwrite", (of) => of("queue").put({ ...record, state }));
      tell("changed");
    },
    async isStored(id) {
      await change(["queue", "drafts"], "readwrite", (of) => { of("queue").delete(id); of("drafts").delete(id); });
      tell("changed");
    },
    // The key goes first: whatever happens next, nobody reads the rest.
    async forgetEverything() {
      isOver = true;
      await change(["keys"], "readwrite", (of) => of("keys").delete(staff));
      for (const name of ["queue", "drafts"]) {
        const records = await own(name);
        await change([name], "readwrite", (of) => records.forEach((record) => of(name).delete(record.id)));
      }
      for (const name of await caches.keys()) if (name.startsWith("advicedesk-")) await caches.delete(name);
      localStorage.removeItem("advicedesk-kept-form");
      for (const storage of [localStorage, sessionStorage]) storage.removeItem(`visit-before-${staff}`);
      tell("signed-out");
    },
  };
})();
