// What the tests ask of an open page; each answers with the faults it found, in words.
(() => {
  const shown = (one) => one.checkVisibility({ visibilityProperty: true })
    && one.getClientRects().length > 0 && !one.closest("[inert], [aria-hidden=true]");
  const told = (one) => {
    const name = one.getAttribute("aria-label") || one.labels?.[0]?.textContent || one.textContent || one.name || "";
    return `<${one.localName}${one.id ? "#" + one.id : ""}> ${name.trim().replace(/\s+/g, " ").slice(0, 40)}`;
  };
  const FOCUSABLE = "a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex='0']";
  const focusable = () => [...document.querySelectorAll(FOCUSABLE)]
    .filter((one) => shown(one) && one.tabIndex >= 0 && !one.disabled);
  const holder = (one) => one.matches(".chip input") ? one.closest(".chip") : one;
  const isCut = (value) => value === "hidden" || value === "clip";

  return {
    // an outline on the control, or on the chip that holds it (WCAG 2.4.7)
    unseen_focus() {
      const faults = [];
      for (const one of focusable()) {
        one.focus();
        if (document.activeElement !== one) continue;
        const hasOutline = [one, one.closest(".chip, label")].filter(Boolean).some((part) => {
          const style = getComputedStyle(part);
          return style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2
            && !/transparent|rgba\(0, 0, 0, 0\)/.test(style.outlineColor);
        });
        if (!hasOutline) faults.push(told(one));
      }
      document.activeElement?.blur();
      return faults;
    },

    // smaller than 24 by 24 px, unless in a sentence or with room around it (WCAG 2.5.8)
    small_targets() {
      const box = (one) => {
        const own = one.getBoundingClientRect();
        const label = one.closest("label") || one.labels?.[0];
        if (!["radio", "checkbox"].includes(one.type) || !label) return own;
        const outer = label.getBoundingClientRect();
        return outer.width * outer.height > own.width * own.height ? outer : own;
      };
      const inSentence = (one) => {
        if (one.localName !== "a" && !one.matches("button.link")) return false;
        const text = (one.closest("p, li, dd, td, th")?.textContent || "").trim();
        return text.length > one.textContent.trim().length + 12;
      };
      const all = focusable().filter((one) => !one.closest(".skip, .hidden"));
      const middle = (one) => { const at = box(one); return [at.x + at.width / 2, at.y + at.height / 2]; };
      const faults = [];
      for (const one of all) {
        const at = box(one);
        if ((at.width >= 23.9 && at.height >= 23.9) || inSentence(one)) continue;
        const [x, y] = middle(one);
        const isNear = all.some((other) => {
          if (other === one || one.contains(other) || other.contains(one)) return false;
          const [otherX, otherY] = middle(other);
          return Math.hypot(otherX - x, otherY - y) < 24;
        });
        if (isNear) faults.push(`${told(one)} ${at.width.toFixed(1)}x${at.height.toFixed(1)}`);
      }
      return faults;
    },

    // text that its own box cuts off (WCAG 1.4.12)
    clipped() {
      const faults = [];
      for (const one of document.querySelectorAll("body *")) {
        if (!shown(one) || one.closest(".hidden, svg, dialog, select, .brand") || one.matches("input, textarea, option")) continue;
        if (![...one.childNodes].some((part) => part.nodeType === 3 && part.textContent.trim())) continue;
        const style = getComputedStyle(one);
        const isWide = isCut(style.overflowX) && one.scrollWidth > one.clientWidth + 1;
        const isHigh = isCut(style.overflowY) && one.scrollHeight > one.clientHeight + 1;
        if (isWide || isHigh) faults.push(`${told(one)} is cut off`);
      }
      for (const button of document.querySelectorAll("button:not(.link), a.button, .chip, .pill")) {
        if (!shown(button) || button.closest(".hidden")) continue;
        const outer = button.getBoundingClientRect();
        for (const part of button.querySelectorAll("span, kbd")) {
          if (!shown(part) || part.closest(".hidden, .avatar-count")) continue;
          const inner = part.getBoundingClientRect();
          if (inner.bottom > outer.bottom + 1 || inner.top < outer.top - 1
            || inner.right > outer.right + 1 || inner.left < outer.left - 1) faults.push(`${told(button)} runs over`);
        }
      }
      return [...new Set(faults)];
    },

    // what sticks out of the window at the side, unless its own region scrolls (WCAG 1.4.10)
    sideways() {
      const over = document.documentElement.scrollWidth - innerWidth;
      if (over <= 1) return [];
      const wide = [...document.querySelectorAll("body *")].filter((one) => {
        const at = one.getBoundingClientRect();
        return (at.right > innerWidth + 1 || at.left < -1) && !one.closest(".table-scroll, .hidden, .skip, .bar-menu");
      });
      return [`${over} px sideways: ` + wide.slice(0, 4).map((one) => `${told(one)}.${one.className}`).join(", ")];
    },

    // what is chosen must differ from what is not, with the reader's own colours too
    same_when_chosen() {
      const WATCHED = ["backgroundColor", "borderTopColor", "borderTopWidth", "borderTopStyle",
        "borderBottomColor", "borderBottomStyle", "color", "fontWeight", "textDecorationLine"];
      const look = (one) => WATCHED.map((name) => getComputedStyle(one)[name]).join();
      const isChosen = (one) => one.matches("[aria-current], [aria-pressed=true]") || Boolean(one.querySelector(":checked"));
      const faults = [];
      for (const group of document.querySelectorAll(".chips, .segments, .bar-menu ul, .tabs")) {
        const all = [...group.querySelectorAll(".chip, a")].filter(shown);
        const chosen = all.find(isChosen), other = all.find((one) => !isChosen(one));
        if (chosen && other && look(chosen) === look(other)) faults.push(`${told(chosen)} looks as if not chosen`);
      }
      return faults;
    },

    // one stop of the Tab key, and whether it lies where a reader looks next (WCAG 2.4.3, 2.4.11)
    stop() {
      const one = document.activeElement;
      if (!one || one === document.body || one === document.documentElement) return null;
      window.tabStops ??= [];
      const isNew = !window.tabStops.includes(one);
      const before = window.tabStops.at(-1);
      window.tabStops.push(one);
      const floats = (each) => {
        for (let up = each; up && up !== document.body; up = up.parentElement) {
          if (["fixed", "sticky"].includes(getComputedStyle(up).position)) return true;
        }
        return false;
      };
      let fault = "";
      const place = holder(one).getBoundingClientRect();
      if (isNew && before && !before.contains(one) && !before.matches(".skip") && !floats(one) && !floats(before)) {
        const last = holder(before).getBoundingClientRect();
        const isAfter = document.documentElement.dir === "rtl" ? place.right <= last.left + 2 : place.left >= last.right - 2;
        const overlap = Math.min(last.bottom, place.bottom) - Math.max(last.top, place.top);
        const isSameRow = overlap > 0.5 * Math.min(last.height, place.height);
        if (isSameRow && !isAfter) fault = `${told(before)} then ${told(one)}: backwards`;
        else if (!isSameRow && place.bottom <= last.top + 2 && !isAfter) fault = `${told(before)} then ${told(one)}: upwards`;
      }
      const points = [[0.5, 0.5], [0.1, 0.5], [0.9, 0.5], [0.5, 0.1], [0.5, 0.9]].map(([x, y]) =>
        document.elementFromPoint(place.left + x * place.width, place.top + y * place.height));
      const isSeen = points.some((hit) => hit && (holder(one).contains(hit) || hit.contains(holder(one))));
      if (!isSeen && !fault) fault = `${told(one)} is covered`;
      // a field of a month or a time has several stops of its own
      return { told: told(one), isNew: isNew || before === one, fault };
    },
  };
})()
