// What is known of the point that was pointed at: its picture, label, component and responsibilities.
class Card {
  constructor(scatter) {
    this.scatter = scatter;
    this.element = make("div", { className: "card", hidden: true });
    if (!scatter.data.sprite) return;
    this.sprite = new Image();
    this.sprite.addEventListener("load", () => this.show(scatter.hovered));
    this.sprite.src = "data:image/png;base64," + scatter.data.sprite.png;
  }

  // Shows point number i; none where it is negative.
  show(i) {
    this.element.hidden = i < 0;
    if (i < 0) return;
    this.element.replaceChildren(...(this.sprite?.naturalWidth ? [this.picture(i)] : []), this.words(i));
    this.place(i);
  }

  words(i) {
    const { data, color } = this.scatter, shares = data.responsibilities[i];
    const words = make("div", {}, make("b", { textContent: `example ${data.example[i]}` }));
    if (data.classes.length) words.append(make("span", { textContent: `label ${data.classes[data.label[i]]}` }));
    words.append(make("span", { textContent: `component ${shares[0]}` }));
    const list = make("dl");
    for (let k = 0; k + 1 < shares.length; k += 2) {
      const bar = make("i");
      bar.style.width = `${Math.round(100 * shares[k + 1])}%`;
      if (color === "component") bar.style.background = this.scatter.colorOf(shares[k]);
      const value = make("dd", { textContent: shares[k + 1].toFixed(3) });
      list.append(make("dt", { textContent: shares[k] }), make("dd", {}, bar), value);
    }
    words.append(list);
    return words;
  }

  picture(i) {
    const { width, height, columns } = this.scatter.data.sprite;
    const scale = Math.max(1, Math.round(96 / Math.max(width, height)));
    const picture = make("canvas", { width: width * scale, height: height * scale });
    const context = picture.getContext("2d"), x = i % columns * width, y = Math.floor(i / columns) * height;
    context.imageSmoothingEnabled = false;
    context.drawImage(this.sprite, x, y, width, height, 0, 0, picture.width, picture.height);
    return picture;
  }

  // Beside the point where there is room, else above or below it.
  place(i) {
    const { view, data, canvas } = this.scatter, { offsetWidth: width, offsetHeight: height } = this.element;
    const x = view.toX(data.x[i]), y = view.toY(data.y[i]), gap = 16;
    const isRight = x + gap + width <= canvas.clientWidth, isLeft = !isRight && x - gap - width >= 0;
    const left = isRight ? x + gap : isLeft ? x - gap - width : x - width / 2;
    const top = isRight || isLeft ? y - height / 2 : y - gap - height >= 0 ? y - gap - height : y + gap;
    const within = (value, most) => `${Math.max(0, Math.min(value, most))}px`;
    this.element.style.left = within(left, canvas.clientWidth - width);
    this.element.style.top = within(top, canvas.clientHeight - height);
  }
}
