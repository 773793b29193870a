/// The statements and values of the language itself, as help and the reference show them.
struct LanguageForms {
  /// The commands that examples show.
  let wording: Wording

  /// A statement: how it is written, what it does, and an example that runs by itself.
  typealias Statement = (form: String, summary: String, example: String)

  /// Every statement that is not a command.
  var statements: [Statement] {
    [
      (
        "let a = \(wording.measured.command)", "a variable: the value of a command or of an expression", "let n = 2 * 8"
      ),
      (
        "for k in 0..<8 { … }", "once for each number of a range, or each element of a list",
        "for k in [1, 2] { print k }"
      ),
      ("repeat 3 { … }", "so many times", "repeat 3 { print 1 }"),
      ("if a > 1 { … } else { … }", "one or the other", "if 2 > 1 { print \"yes\" } else { print \"no\" }"),
      ("define probe k { … }", "a command of your own: probe 3", "define probe k { print k * k }; probe 3"),
      (
        "expect a.\(wording.measured.field) >= \(wording.measured.bound)", "stops a script if it does not hold",
        "expect 1 + 1 == 2, \"sums hold\""
      ),
      (
        "print \"\(wording.measured.field) \\(a.\(wording.measured.field))\"",
        "shows values, or writes them: print t > \"t.csv\"; an expression alone shows them too",
        "print \"a third is \\(1 / 3)\""
      ),
    ]
  }

  /// What values look like, and what there is to know of it.
  var values: [(name: String, written: String, summary: String)] {
    [
      ("numbers", "12, 0.5, 1e-4", ""),
      ("texts", "\"in quotes\", \"\\(n) \(wording.counted.after)\"", "the second holds a value"),
      ("lists", "[1, 2, 3], list[0]", "elements are counted from 0"),
      ("ranges", "0...9, 0..<10", "with the end, without"),
      ("records", "a.\(wording.measured.field)", "a field of what a command gave"),
      ("tables", "t[0], t.name, t[\"a name\"]", "a row, whose fields are the columns; a column as a list"),
      ("logic", "true, false, and, or, not, in", ""),
      ("math", "+ - * / % **", ""), ("compare", "== != < <= > >=", ""), ("comment", "# …", "to the end of the line"),
    ]
  }

  /// How statements are laid out.
  var advice: String {
    """
    A new line or ; separates statements; an open bracket continues the line. Put an argument with spaces or comparisons \
    in parentheses: \(wording.counted.before) (2 * n) \(wording.counted.after).
    """
  }
}
