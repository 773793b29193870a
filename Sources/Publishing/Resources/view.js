// What part of the plane a canvas shows. Units may be of different lengths on the two axes.
class View {
  static margin = { left: 52, right: 12, top: 12, bottom: 46 };

  constructor(width, height, data) {
    this.left = View.margin.left;
    this.top = View.margin.top;
    this.width = width - this.left - View.margin.right;
    this.height = height - this.top - View.margin.bottom;
    const ends = (middle, variance) => data.ellipses.flatMap((ellipse) =>
      [-2, 2].map((sigmas) => ellipse[middle] + sigmas * Math.sqrt(ellipse[variance])));
    const x = extent([...data.x, ...ends(0, 2)]), y = extent([...data.y, ...ends(1, 4)]);
    this.x = x.middle;
    this.y = y.middle;
    this.scaleX = this.width / (x.size * 1.06);
    this.scaleY = this.height / (y.size * 1.06);
    if (data.equal) this.scaleX = this.scaleY = Math.min(this.scaleX, this.scaleY);
  }

  get bottom() { return this.top + this.height; }
  get right() { return this.left + this.width; }
  get spanX() { return this.width / this.scaleX; }
  get spanY() { return this.height / this.scaleY; }

  toX(x) { return this.left + this.width / 2 + (x - this.x) * this.scaleX; }
  toY(y) { return this.top + this.height / 2 - (y - this.y) * this.scaleY; }

  // Makes all larger by a factor around a place of the canvas, which stays where it is.
  zoom(factor, px, py) {
    const dx = px - this.left - this.width / 2, dy = py - this.top - this.height / 2;
    this.x += dx / this.scaleX * (1 - 1 / factor);
    this.y -= dy / this.scaleY * (1 - 1 / factor);
    this.scaleX *= factor;
    this.scaleY *= factor;
  }

  move(dx, dy) {
    this.x -= dx / this.scaleX;
    this.y += dy / this.scaleY;
  }
}
