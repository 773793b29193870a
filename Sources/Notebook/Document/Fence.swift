/// The line that opens a block of code, as CommonMark has it: three or more backticks or tildes, then words about it.
struct Fence {
  private let sign: UInt8
  private let length: Int
  /// The words after the fence.
  let words: [String]

  /// Nil where the line opens no block.
  init?(_ line: ArraySlice<UInt8>) {
    guard let text = line.indented, let sign = text.first, sign == UInt8(ascii: "`") || sign == UInt8(ascii: "~") else {
      return nil
    }
    self.sign = sign
    length = text.prefix { $0 == sign }.count
    let info = text.dropFirst(length)
    guard length >= 3, sign == UInt8(ascii: "~") || !info.contains(sign) else { return nil }
    words = info.split { $0.isBlank }.map { String(decoding: $0, as: UTF8.self) }
  }

  /// A fence that no line of a text closes: longer than its longest run of backticks.
  static func around(_ text: String) -> String {
    var longest = 0, run = 0
    for byte in text.utf8 {
      run = byte == UInt8(ascii: "`") ? run + 1 : 0
      longest = max(longest, run)
    }
    return String(repeating: "`", count: max(3, longest + 1))
  }

  /// A line that ends the block.
  var closing: String { String(repeating: Character(Unicode.Scalar(sign)), count: length) }

  /// Whether a line ends the block.
  func isClosed(by line: ArraySlice<UInt8>) -> Bool {
    guard let text = line.indented else { return false }
    let count = text.prefix { $0 == sign }.count
    return count >= length && text.dropFirst(count).allSatisfy(\.isBlank)
  }
}

extension ArraySlice<UInt8> {
  /// The line without the up to three blanks that Markdown allows before a block; nil if there are more.
  var indented: ArraySlice<UInt8>? {
    let blanks = prefix { $0 == UInt8(ascii: " ") }.count
    return blanks <= 3 ? dropFirst(blanks) : nil
  }
}

extension UInt8 {
  /// Whether it is a space, a tab or a part of a line break.
  var isBlank: Bool { [0x20, 0x09, 0x0d, 0x0a].contains(self) }
}
