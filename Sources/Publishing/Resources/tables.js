// Tables that a click on a column's head sorts.

// A table of texts and elements.
function dataTable(names, rows, title) {
  const cell = (content) => {
    const made = make("td", {}, content);
    if (typeof content === "string" && isNumber(content)) made.className = "numeric";
    return made;
  };
  const table = make("table", {}, make("caption", { textContent: title }),
    make("thead", {}, make("tr", {}, ...names.map((name) => make("th", { scope: "col" }, name)))),
    make("tbody", {}, ...rows.map((row) => make("tr", {}, ...row.map(cell)))));
  makeSortable(table);
  const around = make("div", { className: "table", tabIndex: 0 }, table);
  around.setAttribute("role", "region");
  around.setAttribute("aria-label", title);
  return around;
}

// What a cell's text says as a number: the first of `0.58 ± 0.01`, `12 %`; NaN for words.
function numberIn(text) {
  const plain = text.trim().replace("−", "-").replace(/(?<=\d),(?=\d{3}\b)/g, "");
  return /^[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?(\s*(±.*|%|[a-zµ/]{1,6}))?$/i.test(plain) ? parseFloat(plain) : NaN;
}

function isNumber(text) { return Number.isFinite(numberIn(text)); }

// Heads become buttons. Numbers are in their order, words in the alphabet's, and what is empty comes last.
function makeSortable(table) {
  const heads = [...table.tHead?.rows[0]?.cells ?? []], body = table.tBodies[0];
  if (!body || body.rows.length < 2 || heads.some((head) => head.colSpan > 1)) return;
  heads.forEach((head, column) => {
    if (!head.textContent.trim()) return;
    const act = make("button", { type: "button", className: "sort" }, ...head.childNodes);
    act.addEventListener("click", () => sort(head, column));
    head.replaceChildren(act);
    if ([...body.rows].every((row) => row.cells[column]?.classList.contains("numeric"))) head.classList.add("numeric");
  });

  function sort(head, column) {
    const isDescending = head.getAttribute("aria-sort") === "ascending", sign = isDescending ? -1 : 1;
    for (const other of heads) other.removeAttribute("aria-sort");
    head.setAttribute("aria-sort", isDescending ? "descending" : "ascending");
    const rows = [...body.rows].map((row) => ({ row, text: row.cells[column]?.textContent.trim() ?? "" }));
    rows.sort((a, b) => {
      if (!a.text || !b.text) return !a.text - !b.text;
      const [first, second] = [numberIn(a.text), numberIn(b.text)];
      const areNumbers = Number.isFinite(first) && Number.isFinite(second);
      return sign * (areNumbers ? first - second : a.text.localeCompare(b.text, undefined, { numeric: true }));
    });
    body.append(...rows.map(({ row }) => row));
  }
}
