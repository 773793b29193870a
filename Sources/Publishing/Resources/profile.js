// What chosen points have in common: how their columns differ from those of all others, and what labels and components
// they have.
class Profile {
  static most = 12;

  constructor(points, selection) {
    this.points = points;
    this.selection = selection;
  }

  // Mean and standard deviation of a column's numbers that are there, in the chosen points and in all others.
  measure({ name, values }) {
    const groups = [[0, 0, 0], [0, 0, 0]], { marks } = this.selection;
    const shift = values.find(Number.isFinite) ?? 0;
    for (let i = 0; i < values.length; i++) {
      if (!Number.isFinite(values[i])) continue;
      const group = groups[marks[i]], value = values[i] - shift;
      group[0]++;
      group[1] += value;
      group[2] += value * value;
    }
    const [others, chosen] = groups.map(([count, sum, square]) => {
      const mean = count ? sum / count : NaN;
      return { count, mean: mean + shift, variance: count ? Math.max(0, square / count - mean * mean) : 0 };
    });
    const spread = Math.sqrt((chosen.count * chosen.variance + others.count * others.variance) / Math.max(1, chosen.count + others.count));
    const apart = chosen.mean - others.mean;
    return { name, chosen: chosen.mean, others: others.mean, effect: spread > 0 && Number.isFinite(apart) ? apart / spread : 0 };
  }

  // The columns in which the chosen points differ most from the others, by standard deviations within the two.
  columns() {
    const rows = this.points.columns.map((column) => this.measure(column))
      .sort((a, b) => Math.abs(b.effect) - Math.abs(a.effect));
    const shown = rows.slice(0, Profile.most), most = Math.max(1, ...shown.map(({ effect }) => Math.abs(effect)));
    const lines = shown.map(({ name, chosen, others, effect }) => {
      const bar = make("i", { className: effect < 0 ? "less" : "more" });
      bar.style.width = `${Math.round(100 * Math.abs(effect) / most)}%`;
      return [name, short(chosen), short(others), make("span", {}, make("span", { className: "bar" }, bar), effect.toFixed(2).replace("-", "−"))];
    });
    const table = dataTable(["column", "chosen", "others", "difference in SD"], lines, "What sets them apart");
    const left = rows.length - shown.length;
    return left > 0 ? make("div", {}, table, make("p", { className: "hint", textContent: `and ${counted(left, "column")} with smaller differences` })) : table;
  }

  // How many of the chosen points, and of all, are in each category.
  shares(title, names, categoryOf) {
    const counts = names.map(() => [0, 0]), { marks } = this.selection;
    for (let i = 0; i < marks.length; i++) {
      const count = counts[categoryOf(i)];
      if (!count) continue;
      count[0] += marks[i];
      count[1]++;
    }
    const rows = names.map((name, k) => ({ name, chosen: counts[k][0], all: counts[k][1] })).filter(({ chosen }) => chosen > 0)
      .sort((a, b) => b.chosen - a.chosen);
    const lines = rows.slice(0, Profile.most).map(({ name, chosen, all }) => {
      const bar = make("i", { className: "more" });
      bar.style.width = `${Math.round(100 * chosen / this.selection.count)}%`;
      return [name, `${chosen}`, `${all}`, make("span", {}, make("span", { className: "bar" }, bar), `${(100 * chosen / this.selection.count).toFixed(1)} %`)];
    });
    return dataTable([title, "chosen", "all", "share"], lines, `Their ${title}s`);
  }

  elements() {
    const { points } = this, tables = [];
    if (points.columns.length) tables.push(this.columns());
    if (points.classes.length) tables.push(this.shares("label", points.classes, (i) => points.label[i]));
    tables.push(this.shares("component", points.names, (i) => points.component(i)));
    return tables;
  }
}
