// Chosen points for elsewhere: as a table in a file, and as a statement of the program's own language.
class Exports {
  // The rows as CSV: fields with commas, quotes or line breaks in quotes.
  static csv(points, indices) {
    const field = (value) => {
      const text = typeof value === "number" ? (Number.isFinite(value) ? `${+value.toPrecision(9)}` : "") : `${value}`;
      return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
    };
    const columns = [["example", (i) => points.example[i]]];
    if (points.ids) columns.push(["id", (i) => points.ids[i]]);
    if (points.classes.length) columns.push(["label", (i) => (points.label[i] < 0 ? "" : points.labelName(i))]);
    columns.push(["component", (i) => points.component(i)], ["probability", (i) => points.probability[i * points.named]]);
    columns.push([points.axes[0], (i) => points.x[i]], [points.axes[1], (i) => points.y[i]]);
    for (const { name, values } of points.columns) columns.push([name, (i) => values[i]]);
    const rows = indices.map((i) => columns.map(([, value]) => field(value(i))).join(","));
    return [columns.map(([name]) => field(name)).join(","), ...rows].join("\n") + "\n";
  }

  // The examples' numbers under a name, for reconstruct, plot responsibilities and others.
  static statement(points, indices) { return `let chosen = [${indices.map((i) => points.example[i]).join(", ")}]`; }

  static save(name, text) {
    const address = URL.createObjectURL(new Blob([text], { type: "text/csv" }));
    const link = make("a", { href: address, download: name });
    document.body.append(link);
    link.click();
    link.remove();
    setTimeout(() => URL.revokeObjectURL(address), 10_000);
  }

  // Puts the text of a field on the clipboard; says whether that worked.
  static async copy(field) {
    try {
      await navigator.clipboard.writeText(field.value);
      return true;
    } catch (error) {
      field.select();
      return document.execCommand("copy");
    }
  }
}
