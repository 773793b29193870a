// What mouse, fingers and keys do with a scatter.
class Pointers {
  static lastScroll = -Infinity;

  constructor(scatter) {
    this.scatter = scatter;
    this.pressed = new Map();
    const listen = (name, act, options) => scatter.canvas.addEventListener(name, act.bind(this), options);
    listen("pointerdown", this.press);
    listen("pointermove", this.follow);
    listen("pointerup", this.release);
    listen("pointercancel", this.release);
    listen("pointerleave", (event) => { if (event.pointerType === "mouse") scatter.hover(-1); });
    listen("dblclick", () => { if (!scatter.isLasso) scatter.reset(); });
    listen("wheel", this.turn, { passive: false });
    listen("keydown", this.type);
  }

  press(event) {
    const place = [event.offsetX, event.offsetY], { scatter } = this;
    scatter.canvas.setPointerCapture(event.pointerId);
    this.pressed.set(event.pointerId, place);
    this.isDrawing = this.pressed.size === 1 && (scatter.isLasso || event.shiftKey);
    if (this.isDrawing) scatter.beginLasso(place);
    else if (event.pointerType !== "mouse") scatter.hover(scatter.pointAt(...place));
  }

  release(event) {
    this.pressed.delete(event.pointerId);
    if (this.isDrawing) this.scatter.endLasso();
    this.isDrawing = false;
  }

  // One pointer draws a lasso or moves the view, two zoom it, and a mouse without a button finds points.
  follow(event) {
    const before = this.pressed.get(event.pointerId), now = [event.offsetX, event.offsetY];
    if (!before) return this.scatter.hover(this.scatter.pointAt(...now));
    const [dx, dy] = [now[0] - before[0], now[1] - before[1]];
    if (!dx && !dy) return;
    this.pressed.set(event.pointerId, now);
    this.scatter.hover(-1);
    const other = [...this.pressed].find(([id]) => id !== event.pointerId)?.[1];
    if (this.isDrawing && !other) return this.scatter.drawLasso(now);
    if (!other) return this.scatter.move(dx, dy);
    const apart = (place) => Math.max(1, Math.hypot(place[0] - other[0], place[1] - other[1]));
    this.scatter.move(dx / 2, dy / 2);
    this.scatter.zoom(apart(now) / apart(before), (now[0] + other[0]) / 2, (now[1] + other[1]) / 2);
  }

  // A page that is being scrolled scrolls on when a scatter comes under the pointer.
  turn(event) {
    if (event.timeStamp - Pointers.lastScroll < 300) return;
    event.preventDefault();
    const pixels = event.deltaY * (event.deltaMode === WheelEvent.DOM_DELTA_LINE ? 16 : 1);
    this.scatter.hover(-1);
    this.scatter.zoom(Math.exp(-Math.max(-200, Math.min(200, pixels)) / 300), event.offsetX, event.offsetY);
  }

  type(event) {
    const { scatter } = this;
    const actions = {
      "+": () => scatter.zoom(1.25), "-": () => scatter.zoom(0.8), "0": () => scatter.reset(),
      ArrowLeft: () => scatter.move(40, 0), ArrowRight: () => scatter.move(-40, 0),
      ArrowUp: () => scatter.move(0, 40), ArrowDown: () => scatter.move(0, -40),
      Enter: () => scatter.showNext(1), n: () => scatter.showNext(1), p: () => scatter.showNext(-1),
      v: () => scatter.chooseView(), Escape: () => scatter.clear(),
    };
    if (event.ctrlKey || event.metaKey || event.altKey || !actions[event.key]) return;
    event.preventDefault();
    if (!["Enter", "n", "p"].includes(event.key)) scatter.hover(-1);
    actions[event.key]();
  }
}

addEventListener("scroll", (event) => { Pointers.lastScroll = event.timeStamp; }, { passive: true });
