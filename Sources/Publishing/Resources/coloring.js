// What colors say: the label, the component or a column of each point.
class Coloring {
  static darkness = matchMedia("(prefers-color-scheme: dark)");
  // viridis, which is as dark as it is bright elsewhere to those who see no colors.
  static ramp = ["#440154", "#482878", "#3e4989", "#31688e", "#26828e", "#1f9e89", "#35b779", "#6ece58", "#b5de2b", "#fde725"];

  constructor(points) {
    this.points = points;
    this.quantity = points.firstColor;
  }

  // The quantities there are.
  get quantities() {
    return [...(this.points.classes.length ? ["label"] : []), "component", ...this.points.columns.map(({ name }) => `column ${name}`)];
  }

  get column() { return this.points.columns.find(({ name }) => this.quantity === `column ${name}`) ?? null; }

  // The names of the categories; none where colors say a number.
  get names() {
    return this.column ? [] : this.quantity === "label" ? this.points.classes : this.points.names;
  }

  categoryOf(i) { return this.quantity === "label" ? this.points.label[i] : this.points.component(i); }

  colorOf(category) {
    const colors = Coloring.darkness.matches ? this.points.colors.dark : this.points.colors.light;
    return category < 0 ? "#888888" : colors[category % colors.length];
  }

  // The colors of all points, three bytes each.
  bytes() {
    const { count } = this.points, bytes = new Uint8Array(3 * count);
    const paint = (i, [red, green, blue]) => { bytes[3 * i] = red; bytes[3 * i + 1] = green; bytes[3 * i + 2] = blue; };
    if (this.column) {
      const { values } = this.column, scale = this.scale;
      for (let i = 0; i < count; i++) paint(i, scale.color(values[i]));
    } else {
      const most = Math.max(1, this.names.length), colors = [];
      for (let k = -1; k < most; k++) colors.push(Coloring.parts(this.colorOf(k)));
      for (let i = 0; i < count; i++) paint(i, colors[this.categoryOf(i) + 1] ?? colors[0]);
    }
    return bytes;
  }

  // The column's color by value: from the 1st percentile to the 99th, so that few far values do not take all colors.
  get scale() {
    const sorted = this.column.values.filter(Number.isFinite).sort();
    const at = (share) => sorted[Math.round(share * (sorted.length - 1))] ?? 0;
    const lower = at(0.01), upper = at(0.99) > lower ? at(0.99) : at(1), span = upper > lower ? upper - lower : 1;
    const ramp = Coloring.ramp.map(Coloring.parts);
    return {
      lower, upper,
      color(value) {
        if (!Number.isFinite(value)) return [136, 136, 136];
        const place = Math.max(0, Math.min(1, (value - lower) / span)) * (ramp.length - 1), k = Math.min(Math.floor(place), ramp.length - 2);
        return ramp[k].map((part, channel) => Math.round(part + (place - k) * (ramp[k + 1][channel] - part)));
      },
    };
  }

  static parts(color) { return [1, 3, 5].map((place) => parseInt(color.slice(place, place + 2), 16)); }
}
