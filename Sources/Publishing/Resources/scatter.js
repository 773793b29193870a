// One scatter: a canvas in the place of the picture, tools above it, a legend of buttons below, and what is chosen.
class Scatter {
  static reach = 14; // how many pixels from a point the pointer still finds it
  static many = 10_000; // more points than this are drawn by WebGL
  static help = "point at one to see it, scroll or pinch to zoom, drag to move, Shift and drag to draw around some, double-click for all. "
    + "Keys: + − 0 zoom, arrows move, n and p go through the points in view, v chooses these, Esc chooses none";

  constructor(figure, data) {
    this.points = new Points(data);
    this.order = shuffled(this.points.count);
    this.coloring = new Coloring(this.points);
    this.selection = new Selection(this.points, this.coloring);
    this.nearest = new Nearest(this.points);
    this.pictures = this.points.sprite && new Pictures(this.points.sprite);
    this.layer = this.makeLayer();
    this.version = 0;
    this.hovered = -1;
    this.lasso = [];
    this.isLasso = false;
    this.canvas = make("canvas", { tabIndex: 0 });
    this.canvas.setAttribute("role", "application");
    this.card = new Card(this);
    this.tools = new Tools(this);
    this.legend = make("div", { className: "legend" });
    this.status = make("p", { className: "status" });
    this.status.setAttribute("role", "status");
    this.panel = new Panel(this);
    const plot = make("div", { className: "plot" }, this.canvas, this.card.element);
    figure.append(
      make("p", { className: "title", textContent: this.points.title }), this.tools.element, plot, this.legend, this.status,
      make("p", { className: "hint", textContent: Scatter.help }), this.panel.element);
    figure.classList.add("live");
    this.pointers = new Pointers(this);
    this.changed();
    new ResizeObserver(() => this.resize()).observe(this.canvas);
    Coloring.darkness.addEventListener("change", () => this.changed());
  }

  makeLayer() {
    const isFast = this.points.count > Scatter.many && Discs.shared;
    return isFast ? new DiscLayer(this.points, this.order) : new DotLayer(this.points, this.order);
  }

  // The legend: what colors mean, and a button for each category that chooses it

  fillLegend() {
    const { coloring, selection } = this;
    if (coloring.column) {
      const { lower, upper } = coloring.scale, ramp = make("span", { className: "ramp" });
      ramp.style.background = `linear-gradient(90deg, ${Coloring.ramp.join(", ")})`;
      return this.legend.replaceChildren(short(lower), ramp, short(upper), make("span", { textContent: coloring.column.name }));
    }
    const entries = coloring.names.map((name, k) => {
      const entry = toggle(name, selection.categories.has(k), "category", () => {
        selection.turn(k);
        this.changed();
      }), dot = make("i");
      dot.style.background = coloring.colorOf(k);
      entry.prepend(dot);
      return entry;
    });
    this.legend.replaceChildren(...entries);
  }

  tell() {
    const { coloring, selection, points } = this;
    const names = [...selection.categories].sort((a, b) => a - b).map((k) => coloring.names[k]).join(", ");
    const what = [names && `${coloring.quantity} ${names}`, selection.inside && "inside of the lasso or view"].filter(Boolean).join(", ");
    const text = what ? `${selection.count} of ${points.count} points: ${what}` : `${points.count} points`;
    this.canvas.setAttribute("aria-label", `${points.title}, ${text}`);
    this.status.textContent = text;
  }

  // Colors or choice are others.
  changed() {
    const focused = [...this.legend.children].indexOf(document.activeElement);
    this.colorBytes = this.coloring.bytes();
    this.layer.color(this.colorBytes, this.selection.marks);
    this.version++;
    this.fillLegend();
    this.legend.children[focused]?.focus();
    this.tools.update();
    this.tell();
    this.panel.update();
    this.hover(-1);
    this.draw();
  }

  recolor(quantity) {
    this.coloring.quantity = quantity;
    this.selection.categories.clear();
    this.selection.update();
    this.changed();
  }

  // The choice

  clear() {
    this.selection.clear();
    this.changed();
  }

  useLasso(isLasso) {
    this.isLasso = isLasso;
    this.canvas.classList.toggle("lasso", isLasso);
    this.tools.update();
  }

  beginLasso(place) {
    this.hover(-1);
    this.lasso = [place];
  }

  drawLasso(place) {
    this.lasso.push(place);
    this.draw();
  }

  endLasso() {
    const polygon = this.lasso.map(([px, py]) => [this.view.fromX(px), this.view.fromY(py)]), { x, y } = this.points;
    this.lasso = [];
    if (polygon.length < 3) return this.draw();
    const left = Math.min(...polygon.map(([px]) => px)), right = Math.max(...polygon.map(([px]) => px));
    this.selection.choose((i) => x[i] >= left && x[i] <= right && Selection.isInside(polygon, x[i], y[i]));
    this.changed();
  }

  chooseView() {
    this.selection.choose((i) => this.view.shows(this.points.x[i], this.points.y[i]));
    this.changed();
  }

  // The view

  // What was to be seen stays so in another size.
  resize() {
    const { clientWidth: width, clientHeight: height } = this.canvas, ratio = devicePixelRatio || 1, before = this.view;
    if (!width || !height || before && width === this.size[0] && height === this.size[1]) return;
    this.size = [width, height];
    this.canvas.width = Math.round(width * ratio);
    this.canvas.height = Math.round(height * ratio);
    this.view = new View(width, height, this.points);
    if (before) this.view.show(before);
    this.hover(-1);
    this.draw();
  }

  reset() {
    this.view = new View(...this.size, this.points);
    this.hover(-1);
    this.draw();
  }

  zoom(factor, x = this.canvas.clientWidth / 2, y = this.canvas.clientHeight / 2) {
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
      if (this.layer.isLost) this.loseLayer();
      new Painter(this).paint();
    });
  }

  // Goes on without the graphics processor where the browser took it away.
  loseLayer() {
    this.layer = new DotLayer(this.points, this.order);
    this.layer.color(this.colorBytes, this.selection.marks);
    this.version++;
  }

  // Single points

  // Marks point number i, and shows its card; none where it is negative.
  hover(i, hasCard = true) {
    if (i === this.hovered) return;
    this.hovered = i;
    if (this.view) this.card.show(hasCard ? i : -1);
    this.draw();
  }

  pointAt(px, py) { return this.nearest.at(px, py, this.view, Scatter.reach, this.selection.marks); }

  // Shows point number i, in the middle if it is not to be seen.
  find(i) {
    if (!this.view.shows(this.points.x[i], this.points.y[i])) this.view.center(this.points.x[i], this.points.y[i]);
    this.hover(-1);
    this.hover(i);
    this.canvas.scrollIntoView({ block: "nearest" });
  }

  // Goes on to the next of the chosen points in view, from left to right, and says what it is.
  showNext(step) {
    const { x, y } = this.points, inView = this.selection.indices().filter((i) => this.view.shows(x[i], y[i])).sort((a, b) => x[a] - x[b]);
    if (!inView.length) return;
    const place = inView.indexOf(this.hovered), count = inView.length;
    const next = inView[place < 0 ? (step > 0 ? 0 : count - 1) : (place + step + count) % count];
    this.hover(next);
    this.tools.tell(this.points.words(next));
  }
}
