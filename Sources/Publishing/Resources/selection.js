// Which points are chosen: those inside of a lasso, those of some categories, or those that are both.
class Selection {
  constructor(points, coloring) {
    this.points = points;
    this.coloring = coloring;
    this.categories = new Set();
    this.inside = null;
    this.update();
  }

  get isEmpty() { return !this.inside && this.categories.size === 0; }

  clear() {
    this.categories.clear();
    this.inside = null;
    this.update();
  }

  // Adds a category or takes it out.
  turn(category) {
    if (!this.categories.delete(category)) this.categories.add(category);
    this.update();
  }

  // Chooses the points for which `holds` says so, and all categories.
  choose(holds) {
    this.inside = new Uint8Array(this.points.count);
    for (let i = 0; i < this.inside.length; i++) this.inside[i] = holds(i) ? 1 : 0;
    this.update();
  }

  // Points that are not in `marks` are drawn pale where there is a choice.
  update() {
    const { points, coloring, categories, inside } = this;
    this.marks = new Uint8Array(points.count);
    this.count = 0;
    for (let i = 0; i < points.count; i++) {
      const isIn = (!inside || inside[i]) && (categories.size === 0 || categories.has(coloring.categoryOf(i)));
      if (isIn) this.count += this.marks[i] = 1;
    }
  }

  // The numbers of the chosen points, as many as `most`.
  indices(most = Infinity) {
    const found = [];
    for (let i = 0; i < this.marks.length && found.length < most; i++) if (this.marks[i]) found.push(i);
    return found;
  }

  // Whether a place lies inside of a polygon: a line from it to the right crosses the border an odd number of times.
  static isInside(polygon, x, y) {
    let isIn = false;
    for (let k = 0, last = polygon.length - 1; k < polygon.length; last = k++) {
      const [ax, ay] = polygon[k], [bx, by] = polygon[last];
      if (ay > y !== by > y && x < (bx - ax) * (y - ay) / (by - ay) + ax) isIn = !isIn;
    }
    return isIn;
  }
}
