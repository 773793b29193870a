/// A text in the room that it has: on one line, in smaller letters if that is enough, else on several. Only what no
/// number of lines can hold is cut.
struct TextBlock {
  let lines: [String]
  let style: TextStyle

  /// The room between two lines.
  private static let gap = 2.5

  /// No text.
  static let none = TextBlock(lines: [], style: .axis)

  /// - Parameters:
  ///   - styles: the letters to be used, the largest first.
  ///   - room: the width that no line may exceed.
  ///   - most: the most lines.
  init(_ text: String, _ styles: [TextStyle], within room: Double, atMost most: Int, on canvas: Canvas) {
    style = styles.first { canvas.width(text, $0) <= room } ?? styles.last ?? .axis
    lines = text.isEmpty ? [] : Self.wrapped(text, style, within: room, atMost: most, on: canvas)
  }

  private init(lines: [String], style: TextStyle) { (self.lines, self.style) = (lines, style) }

  /// As many words to a line as fit; the last line is cut if there are too many.
  static func wrapped(
    _ text: String, _ style: TextStyle, within room: Double, atMost most: Int, on canvas: Canvas
  ) -> [String] {
    if canvas.width(text, style) <= room { return [canvas.fitted(text, style, within: room)] }
    var lines: [String] = []
    var words = units(of: text).flatMap { unit -> [Substring] in
      if canvas.width(unit.joined(separator: " "), style) <= room { return [Substring(unit.joined(separator: " "))] }
      return unit.flatMap { pieces(of: $0, style, within: room, on: canvas) }
    }[...]
    while !words.isEmpty {
      var count = 1
      while count < words.count, canvas.width(words.prefix(count + 1).joined(separator: " "), style) <= room {
        count += 1
      }
      if lines.count == most - 1 { count = words.count }
      lines.append(canvas.fitted(words.prefix(count).joined(separator: " "), style, within: room))
      words.removeFirst(count)
    }
    return lines
  }

  /// The words that had better stand on one line: what is in parentheses, and a name with its value, `lambda = 0.5`.
  private static func units(of text: String) -> [[Substring]] {
    var units: [[Substring]] = [], depth = 0
    for word in text.prefix(2000).split(separator: " ") {
      if let last = units.last?.last, depth > 0 || word == "=" || last == "=" {
        units[units.count - 1].append(word)
      } else {
        units.append([word])
      }
      depth = max(0, depth + word.count { $0 == "(" } - word.count { $0 == ")" })
    }
    return units
  }

  /// A word in pieces that fit a line each.
  private static func pieces(
    of word: Substring, _ style: TextStyle, within room: Double, on canvas: Canvas
  ) -> [Substring] {
    var pieces: [Substring] = [], rest = word
    while rest.count > 1, canvas.width(String(rest), style) > room {
      var end = rest.index(after: rest.startIndex)
      while end < rest.endIndex, canvas.width(String(rest[...end]), style) <= room { end = rest.index(after: end) }
      pieces.append(rest[..<end])
      rest = rest[end...]
    }
    return rest.isEmpty ? pieces : pieces + [rest]
  }

  private var advance: Double { style.lineHeight + Self.gap }

  /// From the capitals of the first line down to the descenders of the last; 0 for no text.
  var height: Double { lines.isEmpty ? 0 : style.lineHeight + Double(lines.count - 1) * advance }

  /// The width of the widest line.
  func width(on canvas: Canvas) -> Double { lines.map { canvas.width($0, style) }.max() ?? 0 }

  /// Writes the lines below one another, the first with its capitals' upper edge at `top`.
  func write(at top: Point, _ anchor: Anchor, color: Color, on canvas: Canvas) {
    for (index, line) in lines.enumerated() {
      let middle = top.y + style.capHeight / 2 + Double(index) * advance
      canvas.write(line, style, at: Point(x: top.x, y: middle), anchor, color: color)
    }
  }

  /// Writes the lines upwards and beside one another, the first with its capitals' upper edge at the left.
  func writeUpwards(at left: Point, color: Color, on canvas: Canvas) {
    for (index, line) in lines.enumerated() {
      let middle = left.x + style.capHeight / 2 + Double(index) * advance
      canvas.write(line, style, at: Point(x: middle, y: left.y), .middle, color: color, rotated: true)
    }
  }
}
