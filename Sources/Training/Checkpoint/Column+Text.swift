import Data

/// Columns as checkpoints write them: a line for each, fields between tabs.
extension Column {
  /// Title, scaling, offset, factor, count, missing, mean, deviation, least, greatest, then each level with its share.
  var savedText: String {
    let numbers = [
      scale.offset, scale.factor, Double(statistics.count), Double(statistics.missing), statistics.mean,
      statistics.deviation, statistics.least, statistics.greatest,
    ]
    let levels = zip(levels ?? [], statistics.shares).flatMap { [Self.escaped($0), String($1)] }
    let fields = [Self.escaped(title), scale.scaling.rawValue] + numbers.map { String($0) } + levels
    return fields.joined(separator: "\t")
  }

  /// A column as checkpoints write it; nil if the text is none.
  init?(savedText: some StringProtocol) {
    let fields = savedText.split(separator: "\t" as Character, omittingEmptySubsequences: false).map { String($0) }
    guard fields.count >= 10, fields.count % 2 == 0, let scaling = TableScaling(rawValue: fields[1]) else { return nil }
    let numbers = fields[2..<10].compactMap { Double($0) }
    guard numbers.count == 8, numbers.allSatisfy(\.isFinite), let count = Int(exactly: numbers[2]),
      let missing = Int(exactly: numbers[3])
    else { return nil }
    var statistics = ColumnStatistics()
    (statistics.count, statistics.missing) = (count, missing)
    (statistics.mean, statistics.deviation) = (numbers[4], numbers[5])
    (statistics.least, statistics.greatest) = (numbers[6], numbers[7])
    let levels = stride(from: 10, to: fields.count, by: 2).map { Self.unescaped(fields[$0]) }
    statistics.shares = stride(from: 11, to: fields.count, by: 2).compactMap { Double(fields[$0]) }
    guard statistics.shares.count == levels.count, statistics.shares.allSatisfy((0...1).contains) else { return nil }
    self.init(
      title: Self.unescaped(fields[0]), levels: levels.isEmpty ? nil : levels,
      scale: ColumnScale(scaling: scaling, offset: numbers[0], factor: numbers[1]), statistics: statistics)
  }

  /// A text without tabs and line ends.
  static func escaped(_ text: String) -> String {
    text.replacing("\\", with: "\\\\").replacing("\t", with: "\\t").replacing("\n", with: "\\n")
      .replacing("\r", with: "\\r")
  }

  static func unescaped(_ text: String) -> String {
    var (result, isEscaped) = ("", false)
    for scalar in text.unicodeScalars {
      switch (isEscaped, scalar) {
      case (false, "\\"):
        isEscaped = true
        continue
      case (true, "t"): result += "\t"
      case (true, "n"): result += "\n"
      case (true, "r"): result += "\r"
      default: result.unicodeScalars.append(scalar)
      }
      isEscaped = false
    }
    return result
  }
}
