// Between the pages and the network: without the latter the log page still opens, and any other
// page says what is the matter. It stores nothing itself: pages fill its cache with one empty log
// form, the page "There is no network" and the files of both, under a name that holds the version
// of all files; signing out deletes it. VALUES stands above, written by the server.
"use strict";

const PATIENCE = 4000; // before the kept form is shown instead of waiting for the server
const DOWN_FOR = 30000;
const BROKEN = [502, 503, 504];
let downUntil = 0;

addEventListener("install", (event) => event.waitUntil(skipWaiting()));
addEventListener("activate", (event) => event.waitUntil(registration.navigationPreload?.enable()));

// A page that waited in vain says so: the next one is not made to wait again.
addEventListener("message", (event) => {
  if (event.data === "down") downUntil = Date.now() + DOWN_FOR;
  if (event.data === "up") downUntil = 0;
  if (event.data === "claim") event.waitUntil(clients.claim()); // the page that brought the worker
});

const kept = (path) => caches.match(path, { ignoreVary: true });
const asked = async (event) => (await event.preloadResponse) || fetch(event.request);

async function page(event) {
  try {
    return await asked(event);
  } catch {
    return (await kept(VALUES.offline)) ?? Response.error();
  }
}

async function logPage(event) {
  const form = await kept(VALUES.empty);
  if (!form) return page(event);
  if (Date.now() < downUntil) return form;
  const fromNetwork = asked(event).then((answer) => (BROKEN.includes(answer.status) ? form : answer), () => form);
  const tooLate = new Promise((resolve) => setTimeout(() => resolve(form), PATIENCE));
  return Promise.race([fromNetwork, tooLate]);
}

addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (url.origin !== location.origin) return;
  if (request.mode === "navigate") {
    const isLog = request.method === "GET" && url.pathname === VALUES.log;
    event.respondWith(isLog ? logPage(event) : page(event));
  } else if (request.method === "GET" && (url.pathname.startsWith(VALUES.files) || url.searchParams.has("v"))) {
    event.respondWith(caches.match(request, { ignoreVary: true }).then((found) => found ?? fetch(request)));
  }
});
