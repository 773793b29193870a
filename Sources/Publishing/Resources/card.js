// What is known of the point that was pointed at: its picture, id, label, component, responsibilities and columns.
class Card {
  static mostColumns = 6;

  constructor(scatter) {
    this.scatter = scatter;
    this.element = make("div", { className: "card", hidden: true });
  }

  // Shows point number i; none where it is negative.
  show(i) {
    this.element.hidden = i < 0;
    if (i < 0) return;
    const { pictures } = this.scatter;
    this.element.replaceChildren(...(pictures ? [pictures.canvas(i, 96)] : []), this.words(i));
    this.place(i);
  }

  words(i) {
    const { points, coloring } = this.scatter, words = make("div", {}, make("b", { textContent: `example ${points.example[i]}` }));
    if (points.ids) words.append(make("span", { textContent: points.ids[i] }));
    if (points.classes.length) words.append(make("span", { textContent: `label ${points.labelName(i)}` }));
    words.append(make("span", { textContent: `component ${points.names[points.component(i)] ?? points.component(i)}` }));
    const list = make("dl");
    for (let k = i * points.named; k < (i + 1) * points.named; k++) {
      const component = points.likeliest[k], share = points.probability[k], bar = make("i");
      bar.style.width = `${Math.round(100 * share)}%`;
      if (coloring.quantity === "component") bar.style.background = coloring.colorOf(component);
      list.append(make("dt", { textContent: component }), make("dd", {}, bar), make("dd", { textContent: share.toFixed(3) }));
    }
    words.append(list);
    const chosen = points.columns.slice(0, Card.mostColumns);
    if (coloring.column && !chosen.includes(coloring.column)) chosen.unshift(coloring.column);
    for (const { name, values } of chosen) words.append(make("span", { className: "value", textContent: `${name}: ${short(values[i])}` }));
    return words;
  }

  // Beside the point where there is room, else above or below it.
  place(i) {
    const { view, points, canvas } = this.scatter, { offsetWidth: width, offsetHeight: height } = this.element;
    const x = view.toX(points.x[i]), y = view.toY(points.y[i]), gap = 16;
    const isRight = x + gap + width <= canvas.clientWidth, isLeft = !isRight && x - gap - width >= 0;
    const left = isRight ? x + gap : isLeft ? x - gap - width : x - width / 2;
    const top = isRight || isLeft ? y - height / 2 : y - gap - height >= 0 ? y - gap - height : y + gap;
    const within = (value, most) => `${Math.max(0, Math.min(value, most))}px`;
    this.element.style.left = within(left, canvas.clientWidth - width);
    this.element.style.top = within(top, canvas.clientHeight - height);
  }
}
