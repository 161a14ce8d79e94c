// The guide's button that prints it; without script the browser's own menu does.
"use strict";

const printGuide = document.querySelector("[data-print]");
printGuide.hidden = false;
printGuide.addEventListener("click", () => print());
