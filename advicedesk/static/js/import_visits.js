// A large table takes a minute: say that work goes on, and take no second press.
"use strict";
(() => {
  const said = document.querySelector("[data-working]");
  const buttons = [...document.querySelectorAll("main button")];
  for (const form of document.querySelectorAll("main form")) {
    form.addEventListener("submit", () => {
      said.replaceChildren(document.createElement("progress"), ` ${said.dataset.working}`);
      // the button that was pressed is read first
      setTimeout(() => { for (const button of buttons) button.disabled = true; });
    });
  }
  // back to the page as it was left
  addEventListener("pageshow", (event) => {
    if (!event.persisted) return;
    said.replaceChildren();
    for (const button of buttons) button.disabled = false;
  });
})();
