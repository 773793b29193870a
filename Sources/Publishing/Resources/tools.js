// What stands above a scatter: what colors say, how the pointer works, and a field to find an example.
class Tools {
  constructor(scatter) {
    this.scatter = scatter;
    const { coloring } = scatter, choice = make("select");
    for (const quantity of coloring.quantities) choice.append(make("option", { value: quantity, textContent: quantity }));
    choice.value = coloring.quantity;
    choice.addEventListener("change", () => scatter.recolor(choice.value));
    this.lasso = toggle("Lasso", false, "lasso", () => scatter.useLasso(!scatter.isLasso));
    this.lasso.title = "Draw around points to choose them; or hold Shift and drag";
    const view = button("Choose view", () => scatter.chooseView(), { title: "Choose all points that are to be seen" });
    const zoom = [["+", "Zoom in", 1.5], ["−", "Zoom out", 1 / 1.5]].map(([text, name, factor]) => {
      const made = button(text, () => scatter.zoom(factor), { title: name });
      made.setAttribute("aria-label", name);
      return made;
    });
    this.told = make("span", { className: "hint" });
    this.told.setAttribute("role", "status");
    this.element = make("div", { className: "tools" },
      make("label", {}, "color ", choice), this.lasso, view, ...zoom, button("All", () => scatter.reset(), { title: "Show all points" }),
      this.search(), this.told);
  }

  // Finds by the whole id, then by a part of it, and by the example's number.
  search() {
    const { points } = this.scatter, field = make("input", { type: "search", placeholder: points.ids ? "id or number" : "number" });
    const form = make("form", {}, make("label", {}, "find ", field));
    form.setAttribute("role", "search");
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      const text = field.value.trim();
      if (!text) return this.tell("");
      const found = this.find(text);
      this.tell(found < 0 ? `no example ${text} here` : points.words(found));
      if (found >= 0) this.scatter.find(found);
    });
    return form;
  }

  find(text) {
    const { ids, example } = this.scatter.points, number = /^\d+$/.test(text) ? Number(text) : -1;
    const whole = ids ? ids.indexOf(text) : -1;
    if (whole >= 0) return whole;
    if (number >= 0) return example.indexOf(number);
    return ids ? ids.findIndex((id) => id.toLowerCase().includes(text.toLowerCase())) : -1;
  }

  tell(text) { this.told.textContent = text; }

  update() { this.lasso.setAttribute("aria-pressed", String(this.scatter.isLasso)); }
}
