// Returned stubs: when the code is whole the boxes have the focus, and a digit ticks one and saves.
"use strict";
(() => {
  const LENGTH = 5;
  const form = document.querySelector("[data-stubs]"), field = form.elements.stub_code;
  const boxes = [...form.querySelectorAll("button[name=answer]")];
  const hasKeys = !("noShortcuts" in document.body.dataset);
  for (const key of form.querySelectorAll("[data-keys-told]")) key.hidden = !hasKeys;
  field.addEventListener("input", (event) => {
    if (!event.isComposing && field.value.replace(/[\s-]/g, "").length === LENGTH) boxes[0].focus();
  });
  // Enter in the code is no answer: the boxes come first
  field.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.isComposing) return;
    event.preventDefault();
    boxes[0].focus();
  });
  form.querySelector("fieldset").addEventListener("keydown", (event) => {
    const digit = /^(?:Digit|Numpad)([1-3])$/.exec(event.code);
    if (!digit || !hasKeys || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
    event.preventDefault();
    boxes[digit[1] - 1].click();
  });
})();
