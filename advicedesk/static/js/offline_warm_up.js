// While there is a network: register the worker and keep for it one empty log form, the page "There
// is no network" and the files of both. Nothing of any visit is on them.
"use strict";

if (deviceStore && navigator.serviceWorker && window.caches) (() => {
  const { staff, desk, language, version, addresses } = JSON.parse(document.getElementById("device-values").textContent);
  const NAME = "advicedesk-kept-form";
  const FRESH = 30 * 60 * 1000; // topics and places change by the day, opening hours by the hour
  const HASHED = /(?:href|src|data-languages)="([^"#?]+\.[0-9a-f]{10}\.\w+|[^"#?]+\?v=[0-9a-f]+)/g;
  const mark = [staff, desk, language, version].join(" ");
  const kept = JSON.parse(localStorage.getItem(NAME) ?? "null");

  const ready = async () => {
    const { active } = await navigator.serviceWorker.ready;
    if (!navigator.serviceWorker.controller) active.postMessage("claim");
    document.documentElement.dataset.offline = "ready";
  };

  async function fetched(path) {
    const answer = await fetch(path, { cache: "no-store", redirect: "error" });
    if (!answer.ok) throw new Error(path);
    const page = await answer.clone().text();
    return { path, answer, files: [...page.matchAll(HASHED)].map(([, file]) => file) };
  }

  async function warmUp() {
    const pages = await Promise.all([addresses.empty, addresses.offline].map(fetched));
    const cache = await caches.open(`advicedesk-${version}`);
    const files = new Set(pages.flatMap((page) => page.files));
    for (const file of files) if (!(await cache.match(file))) await cache.add(file);
    if (deviceStore.isOver()) return;
    for (const { path, answer } of pages) await cache.put(path, answer); // last: a kept page has all its files
    const whole = new Set([...files, ...pages.map((page) => page.path)].map((path) => new URL(path, location.href).href));
    for (const request of await cache.keys()) if (!whole.has(request.url)) await cache.delete(request);
    for (const name of await caches.keys()) if (name.startsWith("advicedesk-") && name !== `advicedesk-${version}`) await caches.delete(name);
    localStorage.setItem(NAME, JSON.stringify({ mark, at: Date.now() }));
    await ready();
  }

  async function begin() {
    await navigator.serviceWorker.register(addresses.worker, { scope: addresses.scope, updateViaCache: "none" });
    if (kept && !kept.mark.startsWith(`${staff} ${desk} `)) { // another person's form is never shown
      localStorage.removeItem(NAME);
      for (const name of await caches.keys()) if (name.startsWith("advicedesk-")) await caches.delete(name);
    }
    if (kept?.mark === mark && Date.now() - kept.at < FRESH) await ready();
    else setTimeout(() => warmUp().catch(() => {}), 1000);
  }
  begin().catch(() => {}); // no network now, or a browser that forbids it: pages work as ever
})();
