// What the pages do beyond links and forms. Everything here may be missing.
(() => {
  "use strict";
  const most = 20; // records side by side
  const chosen = new Set();
  // Going back brings a page as it was left, though more was chosen since.
  function remember() {
    chosen.clear();
    JSON.parse(sessionStorage.getItem("compare") || "[]").forEach((id) => chosen.add(id));
  }
  window.addEventListener("pageshow", (event) => { if (event.persisted) { remember(); showChosen(); } });

  // Searches: a change of any choice searches anew, without the fields that are empty.
  document.addEventListener("change", (event) => {
    const field = event.target;
    if (field.form && field.form.id === "search" && field.id !== "q") {
      field.form.requestSubmit();
    } else if (field.matches(".pick input")) {
      choose(field);
    }
  });
  document.addEventListener("formdata", (event) => {
    if (event.target.method === "get") {
      for (const name of new Set(event.formData.keys())) {
        const values = event.formData.getAll(name).filter((value) => value !== "");
        event.formData.delete(name);
        values.forEach((value) => event.formData.append(name, value));
      }
    }
  });
  // Browsers tell of an upload that is too large only when all of it was sent.
  document.addEventListener("change", ({ target }) => {
    if (target.type === "file") {
      const bytes = [...target.files].reduce((sum, file) => sum + file.size, 0);
      const most = Number(target.dataset.most);
      target.setCustomValidity(bytes <= most ? "" : `These are ${Math.ceil(bytes / 1e6)} MB, more than the ${most / 1e6} MB of one upload.`);
      target.reportValidity();
    }
  });
  let focused = null;
  const isSuggesting = (event) => event.detail.target && event.detail.target.id === "suggestions";
  document.addEventListener("htmx:beforeSwap", (event) => {
    if (isSuggesting(event)) return;
    unanswered();
    // A page that says what went wrong does not fit into a part of this one.
    if (event.detail.xhr.status >= 400 && event.detail.target.id !== "main") {
      event.detail.shouldSwap = false;
      location.assign(event.detail.pathInfo.finalRequestPath);
      return;
    }
    const active = document.activeElement;
    focused = active && active.name && active.form ? { name: active.name, value: active.value, box: active.type === "checkbox" } : null;
    openFacets = new Set([...document.querySelectorAll(".facet[open]")].map((facet) => facet.id));
  });
  let openFacets = new Set();
  document.addEventListener("htmx:afterSettle", (event) => {
    if (isSuggesting(event)) return;
    for (const id of openFacets) {
      const facet = document.getElementById(id);
      if (facet) facet.open = true;
    }
    enhance();
    if (focused && document.activeElement === document.body) {
      const same = [...document.getElementsByName(focused.name)].find((field) => !focused.box || field.value === focused.value);
      if (same) same.focus({ preventScroll: true });
    }
  });

  // A server that does not answer leaves the page as it was, which has to be said.
  const unanswered = () => document.querySelector(".unanswered")?.remove();
  document.addEventListener("htmx:sendError", (event) => {
    if (isSuggesting(event)) return;
    unanswered();
    const note = document.createElement("p"), again = document.createElement("a");
    note.className = "state warn unanswered";
    note.setAttribute("role", "alert");
    again.href = event.detail.pathInfo.finalRequestPath;
    again.textContent = "Try again";
    note.append("The server does not answer; what you see is what it said before. ", again);
    document.getElementById("main").prepend(note);
  });

  // Two handles over a histogram write the same bounds that can be typed.
  function slider(place) {
    const bounds = place.parentElement.querySelectorAll(".bounds input");
    const low = Number(place.dataset.low), high = Number(place.dataset.high), unit = place.dataset.unit;
    if (!(high > low) || place.children.length) return;
    const number = (text, otherwise) => {
      const value = parseFloat(text);
      if (Number.isNaN(value)) return otherwise;
      return unit === "%" && !text.includes("%") && value <= 1 ? value * 100 : value;
    };
    const ends = [low, high];
    const digits = 2 - Math.floor(Math.log10(high - low)), grain = 10 ** -digits; // a hundredth of the span or finer
    const rounded = (value) => Number((Math.round(value / grain) * grain).toFixed(Math.min(100, Math.max(0, digits))));
    bounds.forEach((bound, i) => {
      const handle = document.createElement("input");
      handle.type = "range";
      handle.min = low; handle.max = high; handle.step = "any";
      handle.value = number(bound.value, ends[i]);
      handle.setAttribute("aria-label", bound.parentElement.textContent.trim() + ", handle");
      handle.addEventListener("input", () => {
        const other = Number(place.children[1 - i].value);
        if (i === 0 ? handle.value > other : handle.value < other) handle.value = other;
        const atEnd = Math.abs(handle.value - ends[i]) < (high - low) / 500;
        bound.value = atEnd ? "" : rounded(handle.value) + unit;
        shade(place);
      });
      handle.addEventListener("change", (event) => { event.stopPropagation(); bound.form.requestSubmit(); });
      place.append(handle);
    });
    place.hidden = false;
    shade(place);
  }
  function shade(place) {
    const low = Number(place.dataset.low), high = Number(place.dataset.high);
    const at = (handle) => (handle.value - low) / (high - low) * 224;
    const [before, after] = place.parentElement.querySelectorAll(".veil");
    before.setAttribute("width", at(place.children[0]));
    after.setAttribute("x", at(place.children[1]));
    after.setAttribute("width", 224 - at(place.children[1]));
  }

  // Long facets are searched by name.
  document.addEventListener("input", (event) => {
    if (event.target.matches(".find")) {
      const wanted = event.target.value.toLowerCase();
      event.target.parentElement.querySelectorAll("li").forEach((item) => {
        item.hidden = !item.textContent.toLowerCase().includes(wanted);
      });
    }
  });

  // A button copies the address it names, or the text before it. Only pages over HTTPS or from
  // this machine have navigator.clipboard; the old command works everywhere.
  document.addEventListener("click", ({ target }) => {
    if (!target.matches("[data-copy]")) return;
    const text = document.createElement("textarea");
    text.value = target.dataset.copy ? new URL(target.dataset.copy, location).href
      : target.previousElementSibling.querySelector("textarea").value;
    target.after(text);
    text.select();
    const words = target.textContent;
    target.textContent = document.execCommand("copy") ? "Copied" : "Select the text to copy it";
    text.remove();
    target.focus();
    setTimeout(() => { target.textContent = words; }, 2000);
  });

  // The choice for a comparison outlives the page.
  function choose(box) {
    box.checked ? chosen.add(box.value) : chosen.delete(box.value);
    sessionStorage.setItem("compare", JSON.stringify([...chosen]));
    tray();
  }
  function compare() {
    if (chosen.size > 1 && chosen.size <= most) location.href = "/compare?" + new URLSearchParams([...chosen].map((id) => ["id", id]));
  }
  function tray() {
    let place = document.querySelector(".tray");
    if (!chosen.size || !document.querySelector(".pick")) { if (place) place.remove(); return; }
    if (!place) {
      place = document.createElement("div");
      place.className = "tray";
      place.setAttribute("role", "status");
      place.innerHTML = "<span></span><button type=button>Compare</button><button type=button class=quiet>Clear</button>";
      place.children[1].addEventListener("click", compare);
      place.children[2].addEventListener("click", () => {
        chosen.clear();
        sessionStorage.removeItem("compare");
        showChosen();
      });
      document.body.append(place);
    }
    place.children[0].textContent = chosen.size + (chosen.size === 1 ? " chosen, choose another" : chosen.size > most ? ` chosen, more than the ${most} that fit side by side` : " chosen");
    place.children[1].disabled = chosen.size < 2 || chosen.size > most;
  }
  function showChosen() {
    document.querySelectorAll(".pick input").forEach((box) => { box.checked = chosen.has(box.value); });
    tray();
  }

  // Keys.
  let current = -1;
  function move(by) {
    const hits = [...document.querySelectorAll(".card, .row")];
    if (!hits.length) return;
    current = Math.max(0, Math.min(hits.length - 1, current + by));
    hits.forEach((hit, i) => hit.classList.toggle("current", i === current));
    hits[current].scrollIntoView({ block: "nearest" });
    hits[current].querySelector("h2 a, th a").focus({ preventScroll: true });
  }
  document.addEventListener("keydown", (event) => {
    const typing = event.target.matches("input:not([type=checkbox], [type=range]), textarea, select");
    if (event.key === "Escape" && typing) event.target.blur();
    if (typing || event.ctrlKey || event.metaKey || event.altKey) return;
    const pick = document.querySelector(".current .pick input");
    const act = {
      "/": () => { const q = document.getElementById("q"); q.focus(); q.select(); },
      "j": () => move(1), "k": () => move(-1),
      "x": () => pick && pick.click(),
      "c": compare,
      "?": () => document.getElementById("help").showModal(),
    }[event.key];
    if (act) { event.preventDefault(); act(); }
  });

  function enhance() {
    current = -1;
    document.querySelectorAll(".slider").forEach(slider);
    document.querySelectorAll(".find, [data-copy]").forEach((control) => { control.hidden = false; });
    if (matchMedia("(max-width: 60rem)").matches) document.querySelectorAll(".fold").forEach((fold) => { fold.open = false; });
    showChosen();
  }
  remember();
  enhance();
})();
