import Language
import Printing

/// A progress report as one line, laid out so that its parts keep their places from one report to the next.
public struct ProgressLine {
  private static let gap = "  "

  let progress: Progress
  let abilities: TerminalAbilities

  /// A report as a stream with these abilities shows it.
  public init(progress: Progress, abilities: TerminalAbilities) {
    self.progress = progress
    self.abilities = abilities
  }

  /// Title, bar, time left, rate and measures: as many, from the left, as fit `width` columns.
  public func animated(width: Int) -> String {
    let bar = bar(width < 60 ? 10 : width < 100 ? 16 : 20)
    let line = fitted([title, bar, timeLeft, rate] + measures, width: width)
    guard let place = line.firstRange(of: bar) else { return line }
    return line[..<place.lowerBound] + abilities.style(.progress, bar) + line[place.upperBound...]
  }

  /// Title, measures and rate, without what only matters while one waits.
  public func plain(width: Int?) -> String {
    fitted([title] + measures + [rate], width: width ?? .max)
  }

  /// The same with the time that is left, for who reads it later.
  var plainWithTimeLeft: String {
    fitted([title] + measures + [rate, String(timeLeft.drop { $0 == " " })], width: .max)
  }

  private func fitted(_ parts: [String], width: Int) -> String {
    var line = ""
    for part in parts where !part.isEmpty {
      let longer = line.isEmpty ? part : line + Self.gap + part
      guard longer.columns <= width else { break }
      line = longer
    }
    return line.isEmpty ? title.cut(to: width, ellipsis: abilities.glyphs.ellipsis) : line
  }

  /// The title with room for all digits that its `9/60` will get.
  private var title: String {
    let text = progress.title.escapingControls
    let parts = text.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
    guard parts.count == 2 else { return text }
    let current = parts[0].reversed().prefix(while: \.isNumber).count
    let total = parts[1].prefix(while: \.isNumber).count
    return text.padded(to: text.columns + max(0, total - current))
  }

  private func bar(_ width: Int) -> String {
    let fraction = progress.fraction.isFinite ? min(max(progress.fraction, 0), 1) : 0
    let done = Int(fraction * Double(width))
    return String(repeating: abilities.glyphs.barDone, count: done)
      + String(repeating: abilities.glyphs.barLeft, count: width - done)
  }

  private var timeLeft: String {
    guard let seconds = progress.secondsLeft, seconds >= 0, seconds < 1e7 else { return "" }
    let whole = Int(seconds.rounded(.up))
    let (hours, minutes) = (whole / 3600, whole / 60 % 60)
    let head = hours > 0 ? "\(hours):\(twoDigits(minutes))" : "\(minutes)"
    return "\(head):\(twoDigits(whole % 60))".indented(to: 5) + " left"
  }

  private func twoDigits(_ number: Int) -> String { (number < 10 ? "0" : "") + String(number) }

  private var rate: String {
    guard let rate = progress.rate, rate.isFinite, rate >= 0, rate < 1e12 else { return "" }
    return "\(Self.grouped(rate).indented(to: 7)) \(progress.rateUnit)"
  }

  private var measures: [String] {
    progress.values.map { $0.name + " " + Self.steady($0.value).indented(to: 7) }
  }

  /// Three significant digits with commas between the thousands: `12,300`.
  static func grouped(_ rate: Double) -> String {
    var step = 1.0
    while rate / step >= 999.5 { step *= 10 }
    let digits = String(Int((rate / step).rounded() * step))
    return digits.enumerated().reduce(into: "") { text, digit in
      if digit.offset > 0, (digits.count - digit.offset) % 3 == 0 { text += "," }
      text.append(digit.element)
    }
  }

  /// At most seven columns, with as many decimals as have room: `-0.1234`, `-539.12`.
  static func steady(_ value: Double) -> String {
    guard value.isFinite, abs(value) < 1e6 else { return NumberText.short(value) }
    return NumberText.fixed(value, decimals: max(0, 5 - String(Int(abs(value))).count))
  }
}
