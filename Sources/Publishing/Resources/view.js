// What part of the plane a canvas shows. Units may be of different lengths on the two axes.
class View {
  static margin = { left: 62, right: 12, top: 12, bottom: 46 };

  constructor(width, height, points) {
    this.left = View.margin.left;
    this.top = View.margin.top;
    this.width = Math.max(1, width - this.left - View.margin.right);
    this.height = Math.max(1, height - this.top - View.margin.bottom);
    const ends = (middle, variance) => points.ellipses.flatMap((ellipse) =>
      [-2, 2].map((sigmas) => ellipse[middle] + sigmas * Math.sqrt(ellipse[variance])));
    const x = extent(points.x, ends(0, 2)), y = extent(points.y, ends(1, 4));
    this.x = x.middle;
    this.y = y.middle;
    this.scaleX = this.width / (x.size * 1.06);
    this.scaleY = this.height / (y.size * 1.06);
    if (points.isEqual) this.scaleX = this.scaleY = Math.min(this.scaleX, this.scaleY);
    this.magnification = 1;
  }

  get bottom() { return this.top + this.height; }
  get right() { return this.left + this.width; }
  get spanX() { return this.width / this.scaleX; }
  get spanY() { return this.height / this.scaleY; }

  toX(x) { return this.left + this.width / 2 + (x - this.x) * this.scaleX; }
  toY(y) { return this.top + this.height / 2 - (y - this.y) * this.scaleY; }
  fromX(px) { return this.x + (px - this.left - this.width / 2) / this.scaleX; }
  fromY(py) { return this.y - (py - this.top - this.height / 2) / this.scaleY; }

  // Whether a place of the plane is to be seen.
  shows(x, y) { return Math.abs(x - this.x) * 2 <= this.spanX && Math.abs(y - this.y) * 2 <= this.spanY; }

  // Makes all larger by a factor around a place of the canvas, which stays where it is.
  zoom(factor, px, py) {
    const most = Math.min(factor, 1e5 / this.magnification), by = Math.max(most, 0.02 / this.magnification);
    const dx = px - this.left - this.width / 2, dy = py - this.top - this.height / 2;
    this.x += dx / this.scaleX * (1 - 1 / by);
    this.y -= dy / this.scaleY * (1 - 1 / by);
    this.scaleX *= by;
    this.scaleY *= by;
    this.magnification *= by;
  }

  move(dx, dy) {
    this.x -= dx / this.scaleX;
    this.y += dy / this.scaleY;
  }

  // Shows what another one shows, in its own size.
  show(other) {
    this.center(other.x, other.y);
    this.scaleX *= other.magnification;
    this.scaleY *= other.magnification;
    this.magnification = other.magnification;
  }

  // Brings a place to the middle.
  center(x, y) { [this.x, this.y] = [x, y]; }
}
