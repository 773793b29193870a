// Draws a scatter on its canvas, in the page's colors.
class Painter {
  constructor(scatter) {
    const style = getComputedStyle(scatter.canvas), color = (name) => style.getPropertyValue(name).trim();
    Object.assign(this, { scatter, view: scatter.view, data: scatter.data, context: scatter.canvas.getContext("2d") });
    Object.assign(this, { ink: color("--ink"), faint: color("--faint"), line: color("--line"), paper: color("--paper") });
    this.font = style.fontFamily;
    this.radius = this.data.x.length > 2500 ? 2.2 : 3;
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
    this.paintPoints();
    for (const ellipse of this.data.ellipses) this.paintEllipse(...ellipse);
    c.restore();
    c.strokeStyle = this.line;
    c.lineWidth = 1;
    c.strokeRect(view.left + 0.5, view.top + 0.5, view.width - 1, view.height - 1);
  }

  paintAxes() {
    const c = this.context, view = this.view, [xName, yName] = this.data.axes;
    c.font = `12px ${this.font}`;
    c.fillStyle = this.faint;
    c.strokeStyle = this.line;
    c.lineWidth = 1;
    c.textAlign = "center";
    c.textBaseline = "top";
    const [hasX, hasY] = this.data.ticks;
    for (const [value, text] of hasX ? ticks(view.x, view.spanX, view.width / 90) : []) {
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
      c.fillText(text, view.left - 7, y);
    }
    c.save();
    c.translate(8, view.top + view.height / 2);
    c.rotate(-Math.PI / 2);
    c.textAlign = "center";
    c.fillText(yName, 0, 0, view.height);
    c.restore();
  }

  paintPoints() {
    const c = this.context, scatter = this.scatter;
    c.globalAlpha = 0.15;
    c.fillStyle = this.faint;
    for (const i of scatter.order) if (!scatter.isShown(i)) this.dot(i, this.radius);
    c.globalAlpha = 0.75;
    for (const i of scatter.order) {
      if (!scatter.isShown(i)) continue;
      c.fillStyle = scatter.colorOf(scatter.categoryOf(i));
      this.dot(i, this.radius);
    }
    c.globalAlpha = 1;
    if (scatter.hovered < 0) return;
    c.fillStyle = scatter.colorOf(scatter.categoryOf(scatter.hovered));
    this.dot(scatter.hovered, this.radius + 2);
    c.strokeStyle = this.ink;
    c.lineWidth = 2;
    c.stroke();
  }

  dot(i, radius) {
    const c = this.context;
    c.beginPath();
    c.arc(this.view.toX(this.data.x[i]), this.view.toY(this.data.y[i]), radius, 0, 2 * Math.PI);
    c.fill();
  }

  // Two standard deviations along the axes of the covariance [[xx, xy], [xy, yy]].
  paintEllipse(x, y, xx, xy, yy, component) {
    const c = this.context, view = this.view, scatter = this.scatter;
    const isByComponent = scatter.color === "component" && component >= 0;
    if (isByComponent && scatter.chosen.size && !scatter.chosen.has(component)) return;
    const angle = Math.atan2(2 * xy, xx - yy) / 2, cos = Math.cos(angle), sin = Math.sin(angle);
    const a = 2 * Math.sqrt(Math.max(0, xx * cos * cos + 2 * xy * sin * cos + yy * sin * sin));
    const b = 2 * Math.sqrt(Math.max(0, xx * sin * sin - 2 * xy * sin * cos + yy * cos * cos));
    c.beginPath();
    for (let k = 0; k <= 64; k++) {
      const u = a * Math.cos(k * Math.PI / 32), v = b * Math.sin(k * Math.PI / 32);
      c.lineTo(view.toX(x + u * cos - v * sin), view.toY(y + u * sin + v * cos));
    }
    c.lineWidth = 1.5;
    c.strokeStyle = isByComponent ? scatter.colorOf(component) : this.ink;
    c.stroke();
    if (component >= 0) this.name(component, view.toX(x), view.toY(y));
  }

  name(text, x, y) {
    const c = this.context;
    c.font = `600 12px ${this.font}`;
    c.textAlign = "center";
    c.textBaseline = "middle";
    c.lineJoin = "round";
    c.lineWidth = 3;
    c.strokeStyle = this.paper;
    c.strokeText(text, x, y);
    c.fillStyle = this.ink;
    c.fillText(text, x, y);
  }

  stroke(x, y, toX, toY) {
    this.context.beginPath();
    this.context.moveTo(x, y);
    this.context.lineTo(toX, toY);
    this.context.stroke();
  }
}
