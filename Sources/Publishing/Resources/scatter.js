// One scatter: a canvas in the place of the picture, and a legend of buttons below.
class Scatter {
  static reach = 14; // how many pixels from a point the pointer still finds it
  static help = "point at one to see it, scroll or pinch to zoom, drag to move, double-click for all";

  constructor(figure, data) {
    this.data = checked(data);
    this.order = shuffled(data.x.length);
    this.color = data.color === "label" && data.classes.length ? "label" : "component";
    this.chosen = new Set();
    this.hovered = -1;
    this.canvas = make("canvas", { tabIndex: 0 });
    this.canvas.setAttribute("role", "img");
    this.card = new Card(this);
    this.legend = make("div", { className: "legend" });
    this.status = make("p", { className: "status" });
    this.status.setAttribute("role", "status");
    const plot = make("div", { className: "plot" }, this.canvas, this.card.element);
    figure.append(make("p", { className: "title", textContent: data.title }), plot, this.legend, this.status);
    figure.classList.add("live");
    this.pointers = new Pointers(this);
    this.fillLegend();
    new ResizeObserver(() => this.reset()).observe(this.canvas);
    Scatter.darkness.addEventListener("change", () => this.changed());
  }

  static darkness = matchMedia("(prefers-color-scheme: dark)");

  // What is shown, and how

  get names() {
    return this.color === "label" ? this.data.classes : Array.from({ length: this.data.components }, (_, k) => `${k}`);
  }

  categoryOf(i) { return this.color === "label" ? this.data.label[i] : this.data.responsibilities[i][0]; }

  isShown(i) { return this.chosen.size === 0 || this.chosen.has(this.categoryOf(i)); }

  colorOf(category) {
    const colors = Scatter.darkness.matches ? this.data.dark : this.data.light;
    return colors[category % colors.length];
  }

  // The legend: what colors mean, and a button for each category that leaves the chosen ones

  fillLegend() {
    const quantities = this.data.classes.length ? ["component", "label"] : ["component"];
    const choices = quantities.map((name) => button(name, this.color === name, "quantity", () => {
      this.color = name;
      this.chosen.clear();
      this.changed();
    }));
    const entries = this.names.map((name, k) => {
      const entry = button(name, this.chosen.has(k), "category", () => {
        if (!this.chosen.delete(k)) this.chosen.add(k);
        this.changed();
      });
      const dot = make("i");
      dot.style.background = this.colorOf(k);
      entry.prepend(dot);
      return entry;
    });
    this.legend.replaceChildren(...choices, ...entries);
    this.tell();
  }

  tell() {
    const count = this.order.length, shown = this.order.filter((i) => this.isShown(i)).length;
    const chosen = [...this.chosen].sort((a, b) => a - b).map((k) => this.names[k]).join(", ");
    const what = chosen ? `${shown} of ${count} points: ${this.color} ${chosen}` : `${count} points`;
    this.canvas.setAttribute("aria-label", `${this.data.title}, ${what}`);
    this.status.textContent = `${what} · ${Scatter.help}`;
  }

  changed() {
    const focused = [...this.legend.children].indexOf(document.activeElement);
    this.fillLegend();
    this.legend.children[focused]?.focus();
    this.hover(-1);
    this.draw();
  }

  // The view

  reset() {
    const { clientWidth: width, clientHeight: height } = this.canvas, ratio = devicePixelRatio || 1;
    if (!width || !height) return;
    this.canvas.width = Math.round(width * ratio);
    this.canvas.height = Math.round(height * ratio);
    this.view = new View(width, height, this.data);
    this.hover(-1);
    this.draw();
  }

  zoom(factor, x, y) {
    this.view.zoom(factor, x, y);
    this.draw();
  }

  move(dx, dy) {
    this.view.move(dx, dy);
    this.draw();
  }

  // Once for each frame that the browser shows.
  draw() {
    if (this.isWaiting || !this.view) return;
    this.isWaiting = true;
    requestAnimationFrame(() => {
      this.isWaiting = false;
      new Painter(this).paint();
    });
  }

  // Shows the card of point number i; none where it is negative.
  hover(i) {
    if (i === this.hovered) return;
    this.hovered = i;
    this.card.show(i);
    this.draw();
  }

  // The number of the point at a place of the canvas; -1 where there is none.
  pointAt(px, py) {
    let found = -1, least = Scatter.reach ** 2;
    for (const i of this.order) {
      const dx = this.view.toX(this.data.x[i]) - px, dy = this.view.toY(this.data.y[i]) - py;
      const distance = dx * dx + dy * dy;
      if (distance < least && this.isShown(i)) [found, least] = [i, distance];
    }
    return found;
  }
}
