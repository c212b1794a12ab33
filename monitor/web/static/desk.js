// What the page does beyond links and forms: moving by keyboard, and completing a query as it is typed.
"use strict";
(() => {
  const screens = { t: "/", w: "/watches", s: "/search", r: "/stories", o: "/topics", c: "/calendar", f: "/feeds", q: "/sql", u: "/runs" };
  let going = 0;
  const isTyping = (target) => target.closest("input, textarea, select, [contenteditable]");

  const step = (by) => {
    const items = [...document.querySelectorAll("[data-item] h3 a, [data-item] > a")];
    if (!items.length) return;
    const at = items.findIndex((one) => one.closest("[data-item]").contains(document.activeElement));
    items[Math.min(Math.max(at + by, 0), items.length - 1)].focus();
  };
  const press = (name) => document.activeElement.closest("[data-item]")?.querySelector(`[data-key="${name}"]`)?.click();

  document.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && event.target.matches("textarea")) {
      event.target.form.requestSubmit();
      return;
    }
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (isTyping(event.target)) {
      if (event.key === "Escape") event.target.blur();
      return;
    }
    if (Date.now() - going < 1500 && screens[event.key]) {
      going = 0;
      location.href = screens[event.key];
    } else if (event.key === "g") {
      going = Date.now();
    } else if (event.key === "/") {
      event.preventDefault();
      const field = document.querySelector("[data-first]");
      if (field) field.focus(); else location.href = "/search";
    } else if (event.key === "j" || event.key === "k") {
      step(event.key === "j" ? 1 : -1);
    } else if (event.key === "?") {
      const keys = document.getElementById("keys");
      if (keys.open) keys.close(); else keys.showModal();
    } else {
      press(event.key);
    }
  });

  // A suggestion takes the place of the word it completes.
  document.addEventListener("click", (event) => {
    const shown = event.target.closest("[data-complete]");
    if (shown) {
      const field = document.querySelector(shown.dataset.field);
      const start = field.value.slice(0, field.selectionStart).search(/[^\s()]*$/);
      field.setRangeText(shown.dataset.complete, start, field.selectionStart, "end");
      field.focus();
      field.dispatchEvent(new Event("input", { bubbles: true }));
    }
    if (event.target.closest("[data-keys]")) document.getElementById("keys").showModal();
    const filled = event.target.closest("[data-fill]");
    if (filled) {
      const field = document.querySelector(filled.dataset.field);
      field.value = filled.dataset.fill;
      field.form.requestSubmit();
    }
  });
  document.addEventListener("change", (event) => {
    if (event.target.closest("[data-submit]")) event.target.form.requestSubmit();
  });
})();
