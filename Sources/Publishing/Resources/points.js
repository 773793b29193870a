// The points of a figure and what is known of each: lists of numbers, one or more a point.
class Points {
  // An error where lists do not fit each other.
  constructor(data) {
    const numbers = Points.numbers;
    this.title = data.title;
    this.axes = data.axes;
    this.ticks = data.ticks;
    this.isEqual = data.equal;
    this.ellipses = data.ellipses;
    this.share = data.share ?? "test";
    this.x = numbers(data.x, Float32Array);
    this.y = numbers(data.y, Float32Array);
    this.count = this.x.length;
    this.example = numbers(data.example, Int32Array);
    this.classes = data.classes;
    this.label = numbers(data.label, Int32Array);
    this.names = data.names ?? Array.from({ length: data.components }, (_, k) => `${k}`);
    this.colors = { light: data.light, dark: data.dark };
    this.firstColor = data.color === "label" && this.classes.length ? "label" : "component";
    this.readComponents(data);
    this.ids = data.ids ?? null;
    this.columns = (data.columns ?? []).map(({ name, values }) => ({ name, values: numbers(values, Float32Array) }));
    this.sprite = data.sprite ?? null;
    this.check();
  }

  // Base64 of little-endian numbers; a list of them in files of earlier versions.
  static numbers(value, List) {
    if (Array.isArray(value)) return List.from(value);
    if (Uint8Array.fromBase64) return new List(Uint8Array.fromBase64(value).buffer);
    const letters = atob(value), bytes = new Uint8Array(letters.length);
    for (let i = 0; i < bytes.length; i++) bytes[i] = letters.charCodeAt(i);
    return new List(bytes.buffer);
  }

  // The likeliest components of each point, `named` of them, and their probabilities.
  readComponents(data) {
    if (data.likeliest !== undefined) {
      this.likeliest = Points.numbers(data.likeliest, Uint16Array);
      this.probability = Float32Array.from(Points.numbers(data.probabilities, Uint16Array), (value) => value / 65535);
    } else {
      const shares = data.responsibilities.flat();
      this.likeliest = Uint16Array.from(shares.filter((_, place) => place % 2 === 0));
      this.probability = Float32Array.from(shares.filter((_, place) => place % 2 === 1));
    }
    this.named = this.count ? this.likeliest.length / this.count : 1;
  }

  check() {
    const isList = (list, length) => list.length === length;
    const fits = isList(this.y, this.count) && isList(this.example, this.count) && this.named >= 1
      && Number.isInteger(this.named) && isList(this.probability, this.likeliest.length)
      && (this.classes.length === 0 || isList(this.label, this.count)) && isList(this.axes, 2) && isList(this.ticks, 2)
      && Array.isArray(this.ellipses) && this.colors.light.length > 0 && this.colors.dark.length > 0
      && (!this.ids || isList(this.ids, this.count)) && this.columns.every(({ values }) => isList(values, this.count));
    if (!fits) throw new Error("the points do not fit each other");
  }

  component(i) { return this.likeliest[i * this.named]; }

  // What a point is called: its id, or its example's number.
  name(i) { return this.ids ? this.ids[i] : `example ${this.example[i]}`; }

  labelName(i) { return this.classes[this.label[i]] ?? "none"; }

  // The point in words, for those who hear the page.
  words(i) {
    const label = this.classes.length ? `, label ${this.labelName(i)}` : "";
    return `${this.name(i)}${label}, component ${this.names[this.component(i)] ?? this.component(i)}`;
  }
}
