// The list under the search box: an editable combobox (WAI-ARIA Authoring Practices). Without this the box is a plain one.
(() => {
  "use strict";
  const box = document.getElementById("q");
  const list = document.getElementById("suggestions");
  let wanted = false; // whether an answer that is under way is still of use
  let active = -1;
  box.setAttribute("role", "combobox");
  box.setAttribute("aria-autocomplete", "list");
  box.setAttribute("aria-controls", list.id);

  function show(open) {
    list.hidden = !open;
    box.setAttribute("aria-expanded", String(open));
    mark(-1);
  }
  function close() {
    wanted = false;
    show(false);
  }
  function mark(place) {
    active = place;
    [...list.children].forEach((option, i) => option.setAttribute("aria-selected", String(i === place)));
    if (place < 0) {
      box.removeAttribute("aria-activedescendant");
    } else {
      box.setAttribute("aria-activedescendant", list.children[place].id);
      list.children[place].scrollIntoView({ block: "nearest" });
    }
  }
  function take(option) {
    box.value = option.dataset.query;
    close();
    if (option.dataset.whole === "true") {
      box.form.requestSubmit();
    } else {
      box.dispatchEvent(new Event("input", { bubbles: true }));
    }
  }

  box.addEventListener("input", () => {
    wanted = box.value.trim() !== "";
    if (!wanted) close();
  });
  box.addEventListener("keydown", (event) => {
    if (list.hidden || event.isComposing) return;
    const count = list.children.length;
    if (event.key === "ArrowDown") mark(active + 1 < count ? active + 1 : -1);
    else if (event.key === "ArrowUp") mark(active < 0 ? count - 1 : active - 1);
    else if (event.key === "Escape") close();
    else if (event.key === "Enter" && active >= 0) take(list.children[active]);
    else return;
    event.preventDefault();
    event.stopPropagation();
  });
  box.addEventListener("blur", close);
  box.form.addEventListener("submit", close);
  list.addEventListener("mousedown", (event) => event.preventDefault()); // the box keeps the focus
  list.addEventListener("click", (event) => {
    const option = event.target.closest("[role=option]");
    if (option) take(option);
  });
  list.addEventListener("htmx:beforeSwap", (event) => {
    event.detail.shouldSwap = wanted && event.detail.xhr.status === 200;
  });
  box.addEventListener("htmx:afterOnLoad", () => show(wanted && list.children.length > 0));
  show(false);
})();
