/// Takes a terminal's replies to `TerminalQuestion` out of what comes in through it; the rest is what a person typed.
///
/// None of these sequences is that of a key, so nothing typed is lost and no reply ends in the line being edited.
struct TerminalReplies {
  /// Whether the terminal understands kitty's graphics.
  private(set) var hasKitty = false
  /// What the terminal calls itself, such as `iTerm2 3.5.0`; empty if it does not say.
  private(set) var name = ""
  /// The numbers of what the terminal can do; nil until they come, which they do last.
  private(set) var attributes: [Int]?
  /// How many colors sixels can have; nil if the terminal does not say.
  private(set) var registers: Int?
  /// A cell's width and height in pixels.
  private(set) var cell: (width: Int, height: Int)?
  private var pending: [UInt8] = []

  /// Takes in bytes and gives those that are no replies.
  mutating func take(_ bytes: some Sequence<UInt8>) -> [UInt8] {
    pending += bytes
    var typed: [UInt8] = []
    while let first = pending.first {
      guard first == Self.escape else {
        typed.append(pending.removeFirst())
        continue
      }
      guard let length = replyLength() else { break }
      if length == 0 { typed.append(pending.removeFirst()) }
      read(Array(pending.prefix(length)))
      pending.removeFirst(length)
    }
    return typed
  }

  /// The bytes of a sequence that did not go on: keys, after all. What can only be a reply still waits for its end.
  mutating func giveUpWaiting() -> [UInt8] {
    guard pending.count <= 2 else { return [] }
    defer { pending = [] }
    return pending
  }

  /// Whether a sequence has begun that may be a reply.
  var isPending: Bool { !pending.isEmpty }

  private static let escape: UInt8 = 0x1B
  /// A number beyond this is that of no terminal: the size of a screen of that many pixels fits any arithmetic.
  private static let largest = 1 << 15
  /// A reply longer than this is none.
  private static let longest = 1024

  /// The length of the reply at the front, 0 if there is a key; nil if more must come to tell.
  private func replyLength() -> Int? {
    guard pending.count > 1 else { return nil }
    switch pending[1] {
    case UInt8(ascii: "P"): return stringLength(UInt8(ascii: ">"))
    case UInt8(ascii: "_"): return stringLength(UInt8(ascii: "G"))
    case UInt8(ascii: "["): return controlLength()
    default: return 0
    }
  }

  /// Up to `ESC \`, where the string begins as a reply's does.
  private func stringLength(_ beginning: UInt8) -> Int? {
    guard pending.count > 2 else { return nil }
    guard pending[2] == beginning else { return 0 }
    let end = pending.indices.dropFirst(3).first { pending[$0] == UInt8(ascii: "\\") && pending[$0 - 1] == Self.escape }
    return end.map { $0 + 1 } ?? (pending.count > Self.longest ? 0 : nil)
  }

  /// Up to the final letter, if it is that of a reply.
  private func controlLength() -> Int? {
    guard let end = pending.dropFirst(2).firstIndex(where: { (0x40...0x7E).contains($0) }) else {
      return pending.count > Self.longest ? 0 : nil
    }
    let isAttributes = pending[end] == UInt8(ascii: "c") && pending[2] == UInt8(ascii: "?")
    let isSize = pending[end] == UInt8(ascii: "t") && pending[2] == UInt8(ascii: "6")
    let isRegisters = pending[end] == UInt8(ascii: "S") && pending[2] == UInt8(ascii: "?")
    return isAttributes || isSize || isRegisters ? end + 1 : 0
  }

  private mutating func read(_ reply: [UInt8]) {
    guard reply.count > 3, let last = reply.last else { return }
    let text = String(decoding: reply.dropFirst(2).dropLast(), as: UTF8.self)
    let numbers = text.split { !$0.isNumber }.compactMap { Int($0) }.filter { $0 <= Self.largest }
    switch (reply[1], last) {
    case (UInt8(ascii: "_"), _): hasKitty = hasKitty || text.hasPrefix("G") && text.contains(";OK")
    case (UInt8(ascii: "P"), _): if text.hasPrefix(">|") { name = String(text.dropFirst(2).dropLast()) }
    case (_, UInt8(ascii: "c")): attributes = numbers
    case (_, UInt8(ascii: "S")): if numbers.count == 3, numbers[0] == 1, numbers[1] == 0 { registers = numbers[2] }
    default: if numbers.count == 3, numbers[1] > 0, numbers[2] > 0 { cell = (numbers[2], numbers[1]) }
    }
  }
}
