/// A cell of a notebook: statements between two fences, and the output below.
public struct Cell: Sendable, Equatable {
  /// The line of the opening fence.
  let opening: [UInt8]
  /// The lines between the fences.
  let code: [UInt8]
  /// The line of the closing fence.
  private(set) var closing: [UInt8]
  /// The blank lines before the output; none if there is no output.
  private(set) var gap: [UInt8]
  /// What the cell gave when it was last run; nil if nothing is stored.
  public private(set) var output: CellOutput?
  /// Whether its numbers may differ from run to run: the fence says `gmvae varies`.
  public let varies: Bool

  init(
    opening: [UInt8], code: [UInt8], closing: [UInt8], gap: [UInt8] = [], output: CellOutput? = nil, varies: Bool
  ) {
    self.opening = opening
    self.code = code
    self.closing = closing
    self.gap = gap
    self.output = output
    self.varies = varies
  }

  /// The statements.
  public var text: String { String(decoding: code, as: UTF8.self) }

  /// Whether the statements were changed after the output was stored, or it was stale even then.
  public var isStale: Bool { output.map { $0.hash != hash } ?? false }

  var bytes: [UInt8] { opening + code + closing + gap + (output?.bytes ?? []) }

  /// The number of these.
  var count: Int { outputOffset + (output?.count ?? 0) }

  /// The offset of the output's contents from the cell's begin.
  var contentOffset: Int { outputOffset + (output?.opening.count ?? 0) }

  private var outputOffset: Int { opening.count + code.count + closing.count + gap.count }

  /// The line break that the cell's lines end with.
  var lineBreak: String { opening.hasSuffix("\r\n") ? "\r\n" : "\n" }

  /// 64 bits that tell one text from another, by FNV-1a; the same whatever the line breaks are.
  var hash: String {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for byte in code where byte != UInt8(ascii: "\r") { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
    let digits = String(hash, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }

  mutating func setOutput(_ new: CellOutput?) {
    if output == nil, new != nil {
      if !closing.hasSuffix("\n") { closing += Array(lineBreak.utf8) }
      gap = Array(lineBreak.utf8)
    }
    if new == nil { gap = [] }
    output = new
  }
}

extension [UInt8] {
  func hasSuffix(_ text: String) -> Bool { suffix(text.utf8.count).elementsEqual(text.utf8) }
}
