// Curves of runs: the pointer and the arrow keys read points out, dragging looks closer.
(() => {
  "use strict";

  // The points of a curve, 0 to 1 from the left and from the top.
  function points(plot) {
    const readings = plot.dataset.readings.split(" ");
    const places = plot.querySelector("path").getAttribute("d").matchAll(/[ML](\d+) (\d+)/g);
    return [...places].map(([, x, y], i) => {
      const [step, value] = readings[i].split(":");
      return { x: x / 1000, y: y / 200, step: Number(step), value };
    });
  }
  function nearest(all, distance) {
    return all.reduce((best, point, i) => (distance(point) < distance(all[best]) ? i : best), 0);
  }
  function mark(plot, name) {
    const place = document.createElement("i");
    place.className = name;
    place.hidden = true;
    plot.append(place);
    return place;
  }

  const ready = new Map();
  function enhance() {
    [...ready.keys()].filter((plot) => !plot.isConnected).forEach((plot) => ready.delete(plot));
    document.querySelectorAll(".plot").forEach((plot) => ready.has(plot) || prepare(plot));
    document.querySelectorAll("#curves form .hint").forEach((hint) => { hint.hidden = false; });
  }

  function prepare(plot) {
    const all = points(plot), first = Number(plot.dataset.first), last = Number(plot.dataset.last);
    const text = plot.parentElement.querySelector(".reading"), latest = text.textContent;
    const line = mark(plot, "line-at"), dot = mark(plot, "dot"), band = mark(plot, "band");
    const keys = document.createElement("input");
    keys.type = "range";
    keys.max = all.length - 1;
    keys.value = all.length - 1;
    keys.setAttribute("aria-label", plot.dataset.name + ", point by point");
    plot.append(keys);

    function show(i) {
      const { x, y, step, value } = all[i];
      line.style.left = dot.style.left = x * 100 + "%";
      dot.style.top = y * 100 + "%";
      line.hidden = dot.hidden = false;
      text.textContent = `step ${step.toLocaleString("en")}: ${value}`;
      keys.value = i;
      keys.setAttribute("aria-valuetext", text.textContent);
    }
    function clear() {
      line.hidden = dot.hidden = true;
      text.textContent = latest;
    }
    ready.set(plot, { clear, at: (step) => show(nearest(all, (point) => Math.abs(point.step - step))) });

    // All curves are read at the same step.
    function read(i) {
      ready.forEach((other, place) => (place === plot ? show(i) : other.at(all[i].step)));
    }
    const stop = () => ready.forEach((other) => other.clear());
    keys.addEventListener("focus", () => read(Number(keys.value)));
    keys.addEventListener("input", () => read(Number(keys.value)));
    keys.addEventListener("blur", stop);

    const along = (event) => {
      const { left, width } = plot.getBoundingClientRect();
      return Math.min(1, Math.max(0, (event.clientX - left) / width));
    };
    let begin = null;
    plot.addEventListener("pointermove", (event) => {
      const x = along(event);
      read(nearest(all, (point) => Math.abs(point.x - x)));
      if (begin !== null) {
        band.style.left = Math.min(begin, x) * 100 + "%";
        band.style.width = Math.abs(x - begin) * 100 + "%";
        band.hidden = false;
      }
    });
    plot.addEventListener("pointerleave", stop);
    plot.addEventListener("pointerdown", (event) => {
      if (event.button === 0 && first < last) {
        begin = along(event);
        plot.setPointerCapture(event.pointerId);
        event.preventDefault();
      }
    });
    plot.addEventListener("pointerup", (event) => {
      const x = along(event), from = begin;
      cancel();
      if (from !== null && Math.abs(x - from) > 0.02) {
        const step = (place) => first + place * (last - first);
        narrow(Math.floor(step(Math.min(from, x))), Math.ceil(step(Math.max(from, x))));
      }
    });
    plot.addEventListener("pointercancel", cancel);
    plot.addEventListener("dblclick", () => narrow("", ""));
    function cancel() {
      begin = null;
      band.hidden = true;
    }
    function narrow(from, to) {
      const form = plot.closest("#curves").querySelector("form"), fields = form.elements;
      if (fields.from.value !== String(from) || fields.to.value !== String(to)) {
        fields.from.value = from;
        fields.to.value = to;
        form.requestSubmit();
      }
    }
  }

  document.addEventListener("htmx:afterSettle", enhance);
  enhance();
})();
