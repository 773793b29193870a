"use strict";

// Scatters of a page that can be looked into. Beside each picture lies its data, as Session's PointCloud writes it.

function make(name, properties = {}, ...children) {
  const element = Object.assign(document.createElement(name), properties);
  element.append(...children);
  return element;
}

function button(text, isOn, className, act) {
  const made = make("button", { type: "button", textContent: text, className });
  made.setAttribute("aria-pressed", String(isOn));
  made.addEventListener("click", act);
  return made;
}

// The data, or an error where lists do not fit each other.
function checked(data) {
  const isList = (list, length) => Array.isArray(list) && list.length === length;
  const count = data.x.length;
  const fits = isList(data.y, count) && isList(data.example, count) && isList(data.responsibilities, count)
    && (data.classes.length === 0 || isList(data.label, count)) && isList(data.axes, 2) && isList(data.ticks, 2)
    && Array.isArray(data.ellipses) && data.light.length > 0 && data.dark.length > 0
    && data.responsibilities.every((shares) => shares.length > 1);
  if (!fits) throw new Error("the points do not fit each other");
  return data;
}

// An order of 0 to count - 1 in which no category covers the others, the same each time.
function shuffled(count) {
  const order = Array.from({ length: count }, (_, i) => i);
  let state = 1;
  for (let i = count - 1; i > 0; i--) {
    state = (state * 48271) % 2147483647;
    const j = state % (i + 1);
    [order[i], order[j]] = [order[j], order[i]];
  }
  return order;
}

// The middle and size of what numbers cover.
function extent(values) {
  let lower = Infinity, upper = -Infinity;
  for (const value of values) {
    if (!Number.isFinite(value)) continue;
    lower = Math.min(lower, value);
    upper = Math.max(upper, value);
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
