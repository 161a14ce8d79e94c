// The slip's page: P prints; after saving with the slip, so does Enter at once.
"use strict";

const printing = document.querySelector("[data-print-slip]");
const printButton = printing.querySelector("button");
if (printButton.autofocus) printButton.focus();

if (!("noShortcuts" in document.body.dataset)) {
  addEventListener("keydown", (event) => {
    if (event.code !== "KeyP" || event.repeat || event.defaultPrevented || event.isComposing) return;
    if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
    if (document.querySelector("dialog[open]")) return; // the screen is covered
    if (event.target.closest("input, select, textarea, [contenteditable]")) return;
    event.preventDefault();
    printing.requestSubmit(printButton);
  });
}
