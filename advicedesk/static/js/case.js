// A case: C logs the next visit of this thread; N, as everywhere, begins with a new client.
"use strict";
if (!("noShortcuts" in document.body.dataset)) {
  addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey || event.isComposing) return;
    if (event.defaultPrevented || event.code !== "KeyC") return;
    if (event.target.closest?.("input, select, textarea, dialog, [contenteditable]")) return;
    event.preventDefault();
    document.querySelector("[data-continue]").click();
  });
}
