import Language

/// One column of a table: its cells as text, and how wide it is drawn.
struct ColumnLayout {
  /// Whether it holds numbers only; these stand to the right, with their decimal points below one another.
  let isNumeric: Bool
  /// The cells, numbers already filled up so that their decimal points align.
  let cells: [String]
  /// The columns of the terminal that it takes.
  var width: Int
  /// The columns of the terminal that it needs at least: a number is never shortened, nor are a few numbers together.
  let leastWidth: Int
  private let name: String

  /// - Parameter digits: the significant digits of numbers that are not whole; nil for all.
  init(_ column: Table.Column, values: [Value], digits: Int? = nil) {
    name = (column.name + (column.unit.map { " (\($0))" } ?? "")).escapingControls
    let texts = values.map { Self.text(of: $0, digits).escapingControls }
    isNumeric = zip(values, texts).contains { $0.0.isNumber } && values.allSatisfy { $0.isNumber || $0 == .nothing }
    cells = isNumeric ? Self.aligned(texts) : texts
    width = ([name] + cells).map(\.columns).max() ?? 0
    let isOfNumbers =
      isNumeric || texts.contains { $0.isOfNumbers } && texts.allSatisfy { $0.isEmpty || $0.isOfNumbers }
    leastWidth = isOfNumbers ? width : min(width, max(8, name.columns))
  }

  func name(ellipsis: String) -> String { fitted(name, ellipsis) }

  func cell(_ row: Int, ellipsis: String) -> String { fitted(cells[row], ellipsis) }

  private func fitted(_ text: String, _ ellipsis: String) -> String {
    let cut = text.cut(to: width, ellipsis: ellipsis)
    return isNumeric ? cut.indented(to: width) : cut.padded(to: width)
  }

  private static func text(of value: Value, _ digits: Int?) -> String {
    guard let digits, case .number(let number) = value else { return value.text }
    return NumberText.short(number.rounded(toDigits: digits))
  }

  /// Numbers filled up on both sides of the decimal point (or of the exponent, if there is no point).
  private static func aligned(_ texts: [String]) -> [String] {
    let parts = texts.map { text -> (whole: Substring, rest: Substring) in
      let end = text.firstIndex { $0 == "." || $0 == "e" } ?? text.endIndex
      return (text[..<end], text[end...])
    }
    let whole = parts.map(\.whole.count).max() ?? 0
    let rest = parts.map(\.rest.count).max() ?? 0
    return parts.map { $0.whole.indented(to: whole) + $0.rest.padded(to: rest) }
  }
}

extension Value {
  fileprivate var isNumber: Bool {
    if case .number = self { true } else { false }
  }
}

extension Double {
  /// The nearest number with so many significant digits; a whole number stays what it is.
  fileprivate func rounded(toDigits digits: Int) -> Double {
    guard isFinite, self != rounded() else { return self }
    let text = NumberText.short(magnitude)
    let exponent = text.firstIndex(of: "e").flatMap { Int(text[text.index(after: $0)...]) } ?? 0
    let mantissa = text.prefix { $0 != "e" }, whole = mantissa.prefix { $0 != "." }
    let zeros = whole == "0" ? mantissa.dropFirst(2).prefix { $0 == "0" }.count : -whole.count
    let decimals = digits + zeros - exponent
    // A whole number keeps all of its digits.
    guard decimals > 0 else { return rounded() }
    return decimals <= 14 ? Double(NumberText.fixed(self, decimals: decimals)) ?? self : self
  }
}

extension String {
  /// Whether it is numbers with signs between them and nothing else, such as `0.58 ± 0.01`.
  fileprivate var isOfNumbers: Bool {
    let words = split { $0.isWhitespace || "±/–,;:()[]×%".contains($0) }
    return !words.isEmpty && words.allSatisfy { Double($0) != nil }
  }
}
