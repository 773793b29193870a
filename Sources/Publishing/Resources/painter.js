// Draws a scatter on its canvas, in the page's colors.
class Painter {
  constructor(scatter) {
    const style = getComputedStyle(scatter.canvas), color = (name) => style.getPropertyValue(name).trim();
    Object.assign(this, { scatter, view: scatter.view, points: scatter.points, context: scatter.canvas.getContext("2d") });
    Object.assign(this, { ink: color("--ink"), faint: color("--faint"), line: color("--line"), paper: color("--paper") });
    this.font = style.fontFamily;
  }

  // Many points are small and let others shine through.
  get look() {
    const { count } = this.points, zoomed = Math.min(2.5, Math.sqrt(this.view.magnification));
    const [radius, opacity] = count <= 2500 ? [3, 0.75] : count <= 20000 ? [2.2, 0.75] : count <= 200000 ? [1.3, 0.6] : [0.9, 0.4];
    const size = count <= 20000 ? radius : radius * zoomed;
    return { radius: size, opacity, hasPale: !this.scatter.selection.isEmpty, pale: this.faint, paleOpacity: opacity / 5 };
  }

  paint() {
    const c = this.context, view = this.view, ratio = devicePixelRatio || 1;
    c.setTransform(ratio, 0, 0, ratio, 0, 0);
    c.clearRect(0, 0, this.scatter.canvas.clientWidth, this.scatter.canvas.clientHeight);
    this.paintAxes();
    c.save();
    c.beginPath();
    c.rect(view.left, view.top, view.width, view.height);
    c.clip();
    this.paintPoints(ratio);
    for (const ellipse of this.points.ellipses) this.paintEllipse(...ellipse);
    this.paintNames();
    this.paintHovered();
    this.paintLasso();
    c.restore();
    c.strokeStyle = this.line;
    c.lineWidth = 1;
    c.strokeRect(view.left + 0.5, view.top + 0.5, view.width - 1, view.height - 1);
  }

  // Numbers are as far apart as the longest of them is wide.
  paintAxes() {
    const c = this.context, view = this.view, [xName, yName] = this.points.axes, [hasX, hasY] = this.points.ticks;
    c.font = `12px ${this.font}`;
    c.fillStyle = this.faint;
    c.strokeStyle = this.line;
    c.lineWidth = 1;
    c.textAlign = "center";
    c.textBaseline = "top";
    for (const [value, text] of hasX ? this.roomyTicks() : []) {
      const x = Math.round(view.toX(value)) + 0.5;
      this.stroke(x, view.top, x, view.bottom);
      c.fillText(text, x, view.bottom + 7);
    }
    c.fillText(xName, view.left + view.width / 2, view.bottom + 27, view.width);
    c.textAlign = "right";
    c.textBaseline = "middle";
    for (const [value, text] of hasY ? ticks(view.y, view.spanY, view.height / 60) : []) {
      const y = Math.round(view.toY(value)) + 0.5;
      this.stroke(view.left, y, view.right, y);
      c.fillText(text, view.left - 7, y, view.left - 26);
    }
    c.save();
    c.translate(8, view.top + view.height / 2);
    c.rotate(-Math.PI / 2);
    c.textAlign = "center";
    c.fillText(yName, 0, 0, view.height);
    c.restore();
  }

  roomyTicks() {
    const { view } = this, widest = (list) => Math.max(0, ...list.map(([, text]) => this.context.measureText(text).width));
    let most = view.width / 70, list = ticks(view.x, view.spanX, most);
    while (most > 1 && list.length > 1 && widest(list) + 14 > (list[1][0] - list[0][0]) * view.scaleX) {
      most *= 0.7;
      list = ticks(view.x, view.spanX, most);
    }
    return list;
  }

  // They are drawn anew only where view, colors or choice are others, and not while the pointer moves.
  paintPoints(ratio) {
    const c = this.context, { scatter, view, look } = this;
    const key = [view.x, view.y, view.scaleX, view.scaleY, view.width, view.height, ratio, scatter.version].join();
    if (scatter.drawn?.key !== key) {
      const picture = scatter.layer.draw(view, ratio, look), kept = new OffscreenCanvas(picture.width, picture.height);
      kept.getContext("2d").drawImage(picture, 0, 0);
      scatter.drawn = { key, picture: kept };
    }
    const { picture } = scatter.drawn;
    c.drawImage(picture, view.left, view.top, picture.width / ratio, picture.height / ratio);
  }

  paintHovered() {
    const i = this.scatter.hovered, c = this.context, bytes = this.scatter.colorBytes;
    if (i < 0) return;
    c.fillStyle = `rgb(${bytes[3 * i]} ${bytes[3 * i + 1]} ${bytes[3 * i + 2]})`;
    this.dot(i, Math.max(5, this.look.radius + 2));
    c.strokeStyle = this.ink;
    c.lineWidth = 2;
    c.stroke();
  }

  dot(i, radius) {
    const c = this.context;
    c.beginPath();
    c.arc(this.view.toX(this.points.x[i]), this.view.toY(this.points.y[i]), radius, 0, 2 * Math.PI);
    c.fill();
  }

  isEllipseShown(component) {
    const { coloring, selection } = this.scatter;
    return coloring.quantity !== "component" || component < 0 || !selection.categories.size || selection.categories.has(component);
  }

  // Two standard deviations along the axes of the covariance [[xx, xy], [xy, yy]].
  paintEllipse(x, y, xx, xy, yy, component) {
    const c = this.context, view = this.view, { coloring } = this.scatter;
    if (!this.isEllipseShown(component)) return;
    const angle = Math.atan2(2 * xy, xx - yy) / 2, cos = Math.cos(angle), sin = Math.sin(angle);
    const a = 2 * Math.sqrt(Math.max(0, xx * cos * cos + 2 * xy * sin * cos + yy * sin * sin));
    const b = 2 * Math.sqrt(Math.max(0, xx * sin * sin - 2 * xy * sin * cos + yy * cos * cos));
    c.beginPath();
    for (let k = 0; k <= 64; k++) {
      const u = a * Math.cos(k * Math.PI / 32), v = b * Math.sin(k * Math.PI / 32);
      c.lineTo(view.toX(x + u * cos - v * sin), view.toY(y + u * sin + v * cos));
    }
    c.lineWidth = 1.5;
    c.strokeStyle = coloring.quantity === "component" && component >= 0 ? coloring.colorOf(component) : this.ink;
    c.stroke();
  }

  // The components' names at their means; one for which there is no room is left out until the view is larger.
  paintNames() {
    const c = this.context, view = this.view, taken = [];
    c.font = `600 12px ${this.font}`;
    c.textAlign = "center";
    c.textBaseline = "middle";
    c.lineJoin = "round";
    c.lineWidth = 3;
    c.strokeStyle = this.paper;
    c.fillStyle = this.ink;
    for (const [meanX, meanY, , , , component] of this.points.ellipses) {
      if (component < 0 || !this.isEllipseShown(component)) continue;
      const text = this.points.names[component] ?? `${component}`, x = view.toX(meanX), y = view.toY(meanY);
      const half = c.measureText(text).width / 2 + 2;
      if (taken.some((other) => Math.abs(other.x - x) < other.half + half && Math.abs(other.y - y) < 15)) continue;
      taken.push({ x, y, half });
      c.strokeText(text, x, y);
      c.fillText(text, x, y);
    }
  }

  paintLasso() {
    const c = this.context, { lasso } = this.scatter;
    if (lasso.length < 2) return;
    c.beginPath();
    for (const [x, y] of lasso) c.lineTo(x, y);
    c.closePath();
    c.globalAlpha = 0.12;
    c.fillStyle = this.ink;
    c.fill();
    c.globalAlpha = 1;
    c.setLineDash([5, 4]);
    c.lineWidth = 1.5;
    c.strokeStyle = this.ink;
    c.stroke();
    c.setLineDash([]);
  }

  stroke(x, y, toX, toY) {
    this.context.beginPath();
    this.context.moveTo(x, y);
    this.context.lineTo(toX, toY);
    this.context.stroke();
  }
}
