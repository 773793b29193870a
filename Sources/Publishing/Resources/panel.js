// What is chosen: how many points, what they have in common, their examples, and ways to take them along.
class Panel {
  static tiles = 60;
  static rows = 20;
  static sampled = 500;
  static mostWritten = 20_000;

  constructor(scatter) {
    this.scatter = scatter;
    this.element = make("section", { className: "chosen", hidden: true });
    this.element.setAttribute("aria-label", "The chosen examples");
    this.shown = 0;
  }

  update() {
    const { selection, points } = this.scatter;
    this.element.hidden = selection.isEmpty;
    if (selection.isEmpty) return this.element.replaceChildren();
    this.indices = selection.indices();
    this.shown = 0;
    const heading = make("p", { className: "title", textContent: `${counted(this.indices.length, "example")} of ${points.count.toLocaleString("en")} chosen` });
    if (!this.indices.length) return this.element.replaceChildren(heading);
    this.element.replaceChildren(
      heading, this.exports(), make("div", { className: "profiles" }, ...new Profile(points, selection).elements()), this.examples());
  }

  exports() {
    const { points } = this.scatter, save = button("Save CSV", () => Exports.save("chosen.csv", Exports.csv(points, this.indices)));
    const none = button("Choose none", () => this.scatter.clear());
    if (this.indices.length > Panel.mostWritten) {
      return make("div", {}, make("div", { className: "tools" }, save, none),
        make("p", { className: "hint", textContent: `at most ${counted(Panel.mostWritten, "example")} are written as a statement` }));
    }
    const field = make("textarea", { readOnly: true, rows: 2, value: Exports.statement(points, this.indices) });
    field.setAttribute("aria-label", "The chosen examples as a statement");
    field.addEventListener("focus", () => field.select());
    const told = make("span", { className: "hint" });
    told.setAttribute("role", "status");
    const copy = button("Copy statement", async () => { told.textContent = (await Exports.copy(field)) ? "copied" : "press Ctrl+C to copy"; });
    const hint = make("p", { className: "hint", textContent: `for examples of the ${points.share} data, such as: reconstruct examples=chosen` });
    return make("div", {}, make("div", { className: "tools" }, save, copy, none, told), field, hint);
  }

  // The examples as pictures, else as rows.
  examples() {
    const { pictures, points } = this.scatter;
    if (!pictures) return points.columns.length || points.ids ? this.table() : make("div");
    const list = make("ol", { className: "tiles" }), more = button("Show more", () => this.addTiles(list, more));
    const mean = make("figure", { className: "mean" }, make("figcaption", { textContent: "their mean" }));
    const step = Math.max(1, Math.ceil(this.indices.length / Panel.sampled));
    pictures.mean(this.indices.filter((_, place) => place % step === 0), 80).then((canvas) => {
      canvas.setAttribute("role", "img");
      canvas.setAttribute("aria-label", "The mean of the chosen pictures");
      mean.prepend(canvas);
    }).catch(() => {});
    this.addTiles(list, more);
    return make("div", {}, mean, list, more);
  }

  addTiles(list, more) {
    const { pictures, points } = this.scatter, next = this.indices.slice(this.shown, this.shown + Panel.tiles);
    for (const i of next) {
      const tile = button("", () => this.scatter.find(i), { className: "tile" });
      tile.append(pictures.canvas(i, 48));
      tile.setAttribute("aria-label", points.words(i));
      tile.addEventListener("pointerenter", () => this.scatter.hover(i, false));
      tile.addEventListener("pointerleave", () => this.scatter.hover(-1));
      list.append(make("li", {}, tile));
    }
    this.shown += next.length;
    more.hidden = this.shown >= this.indices.length;
  }

  table() {
    const { points } = this.scatter, shown = this.indices.slice(0, Panel.rows);
    const names = ["example", ...(points.ids ? ["id"] : []), ...(points.classes.length ? ["label"] : []), "component", ...points.columns.map(({ name }) => name)];
    const rows = shown.map((i) => [
      `${points.example[i]}`, ...(points.ids ? [points.ids[i]] : []), ...(points.classes.length ? [points.labelName(i)] : []),
      points.names[points.component(i)], ...points.columns.map(({ values }) => short(values[i])),
    ]);
    const left = this.indices.length - shown.length;
    return make("div", {}, dataTable(names, rows, "Examples"),
      ...(left > 0 ? [make("p", { className: "hint", textContent: `and ${counted(left, "example")} more, which Save CSV has all` })] : []));
  }
}
