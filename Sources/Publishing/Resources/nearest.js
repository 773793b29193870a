// Finds the point next to a place: points by the squares of a grid that they lie in.
class Nearest {
  constructor(points) {
    this.points = points;
    const { count, x, y } = points, ex = extent(x), ey = extent(y);
    this.size = Math.max(1, Math.min(1024, Math.ceil(Math.sqrt(count / 2))));
    this.left = ex.middle - ex.size / 2;
    this.low = ey.middle - ey.size / 2;
    this.perX = this.size / ex.size;
    this.perY = this.size / ey.size;
    this.starts = new Uint32Array(this.size * this.size + 1);
    const squares = new Uint32Array(count);
    for (let i = 0; i < count; i++) {
      squares[i] = this.row(y[i]) * this.size + this.column(x[i]);
      this.starts[squares[i] + 1]++;
    }
    for (let k = 0; k < this.size * this.size; k++) this.starts[k + 1] += this.starts[k];
    const next = this.starts.slice();
    this.sorted = new Uint32Array(count);
    for (let i = 0; i < count; i++) this.sorted[next[squares[i]]++] = i;
  }

  column(x) { return this.place((x - this.left) * this.perX); }
  row(y) { return this.place((y - this.low) * this.perY); }
  place(value) { return Math.max(0, Math.min(this.size - 1, Math.floor(value) || 0)); }

  // The point next to a place of the canvas, no further than `reach` pixels, of those in `marks`; -1 where there is none.
  at(px, py, view, reach, marks) {
    const x = view.fromX(px), y = view.fromY(py), dx = reach / view.scaleX, dy = reach / view.scaleY;
    let found = -1, least = reach * reach;
    for (let row = this.row(y - dy); row <= this.row(y + dy); row++) {
      const first = row * this.size + this.column(x - dx), last = row * this.size + this.column(x + dx);
      for (let k = this.starts[first]; k < this.starts[last + 1]; k++) {
        const i = this.sorted[k];
        const right = (this.points.x[i] - x) * view.scaleX, up = (this.points.y[i] - y) * view.scaleY;
        const distance = right * right + up * up;
        if (distance < least && marks[i]) [found, least] = [i, distance];
      }
    }
    return found;
  }
}
