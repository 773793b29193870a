"use strict";

// Scatters of a page that can be walked in. Beside each picture lies its data, as Session's PointCloud writes it.

function make(name, properties = {}, ...children) {
  const element = Object.assign(document.createElement(name), properties);
  element.append(...children);
  return element;
}

function button(text, act, properties = {}) {
  const made = make("button", { type: "button", textContent: text, ...properties });
  made.addEventListener("click", act);
  return made;
}

// A button that is on or off.
function toggle(text, isOn, className, act) {
  const made = button(text, act, { className });
  made.setAttribute("aria-pressed", String(isOn));
  return made;
}

function counted(count, noun) { return `${count.toLocaleString("en")} ${noun}${count === 1 ? "" : "s"}`; }

// A number in few digits, as people write it.
function short(value) {
  if (!Number.isFinite(value)) return "";
  const text = Math.abs(value) >= 1e6 || value !== 0 && Math.abs(value) < 1e-4 ? value.toExponential(3) : String(+value.toPrecision(4));
  return text.replace("-", "−");
}

// An order of 0 to count - 1 in which no category covers the others, the same each time.
function shuffled(count) {
  const order = new Uint32Array(count);
  for (let i = 0; i < count; i++) order[i] = i;
  let state = 1;
  for (let i = count - 1; i > 0; i--) {
    state = (state * 48271) % 2147483647;
    const j = state % (i + 1), kept = order[i];
    order[i] = order[j];
    order[j] = kept;
  }
  return order;
}

// The middle and size of what numbers cover, and others with them.
function extent(values, others = []) {
  let lower = Infinity, upper = -Infinity;
  for (const list of [values, others]) {
    for (let i = 0; i < list.length; i++) {
      if (!Number.isFinite(list[i])) continue;
      if (list[i] < lower) lower = list[i];
      if (list[i] > upper) upper = list[i];
    }
  }
  return { middle: upper >= lower ? (lower + upper) / 2 : 0, size: upper > lower ? upper - lower : 1 };
}

// Round numbers around the middle of a range, with their texts.
function ticks(middle, span, most) {
  const rough = span / Math.max(1, most), power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((factor) => factor * power).find((candidate) => candidate >= rough) ?? rough;
  const digits = Math.max(0, Math.min(10, -Math.floor(Math.log10(step) + 1e-9)));
  const first = Math.ceil((middle - span / 2) / step), last = Math.floor((middle + span / 2) / step);
  const count = Math.max(0, Math.min(50, last - first + 1));
  return Array.from({ length: count }, (_, k) => (first + k) * step)
    .map((value) => [value, value.toFixed(digits).replace("-", "−")]);
}
