// What every staff page can do: cover the screen, jump by one key, show what was refused.
"use strict";

const inField = (target) => target.closest("input, select, textarea, [contenteditable]");

const refused = document.getElementById("refused");
if (refused) refused.focus();

// A live region is heard when it changes, not when it comes with the page: say what was saved a moment later.
const heard = document.querySelector("[data-heard]");
const notices = [...document.querySelectorAll("main > .notice[role=status]")];
if (heard && notices.length) setTimeout(() => { heard.textContent = notices.map((one) => one.textContent.trim()).join(" "); }, 150);

// Covered: nothing of the page can be read over a shoulder; what was typed stays.
let cover = null;
const coverButton = document.querySelector("[data-cover]");
function coverScreen() {
  if (cover) return;
  cover = document.createElement("dialog");
  cover.className = "covered";
  cover.tabIndex = -1;
  cover.append(document.querySelector("[data-covered]").content.cloneNode(true));
  document.body.append(cover);
  cover.addEventListener("close", () => { cover.remove(); cover = null; });
  cover.addEventListener("click", () => cover.close());
  // closed when the key is let go: pressed, it would still write into the field below
  let isPressed = false;
  cover.addEventListener("keydown", (event) => { event.preventDefault(); event.stopPropagation(); isPressed = true; });
  cover.addEventListener("keyup", () => { if (isPressed) cover.close(); });
  cover.showModal();
  cover.focus();
}
if (coverButton) {
  coverButton.hidden = false;
  coverButton.addEventListener("click", coverScreen);
  let idle;
  const wait = () => { clearTimeout(idle); idle = setTimeout(coverScreen, 3 * 60 * 1000); };
  for (const kind of ["keydown", "pointerdown", "pointermove"]) addEventListener(kind, wait, { passive: true });
  wait();
}

let lastEscape = -Infinity;
addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || !coverButton || cover) return;
  if (event.timeStamp - lastEscape < 1200) { event.preventDefault(); coverScreen(); } // else the same key closes it
  lastEscape = event.timeStamp;
});

// N: log a visit; /: case code. Only outside fields, and only if the account wants shortcuts.
if (!("noShortcuts" in document.body.dataset)) {
  addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || cover) return;
    if (inField(event.target) || event.defaultPrevented) return;
    const code = document.getElementById("look-up-code");
    if (event.code === "KeyN" && !event.shiftKey) {
      const log = document.querySelector('.bar-menu a[href$="/visits/log"]');
      if (log) { event.preventDefault(); log.click(); }
    } else if (event.key === "/" && code) {
      event.preventDefault();
      code.focus();
    }
  });
}

// What a tab remembers of the visit before goes when its person leaves.
for (const leaving of document.querySelectorAll('form[action$="/sign-out"]')) leaving.addEventListener("submit", () => sessionStorage.clear());

// An open menu closes when the reader goes elsewhere.
for (const menu of document.querySelectorAll("details.menu")) {
  addEventListener("click", (event) => { if (!menu.contains(event.target)) menu.open = false; });
  menu.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && menu.open) { menu.open = false; menu.querySelector("summary").focus(); }
  });
}

// Print at once where the address says so, and from buttons.
for (const button of document.querySelectorAll("[data-print]")) button.addEventListener("click", () => print());
