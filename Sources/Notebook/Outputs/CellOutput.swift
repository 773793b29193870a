import Language

/// What a cell gave: text and figures as Markdown between two comments.
public struct CellOutput: Sendable, Equatable {
  /// The line of the comment before it.
  let opening: [UInt8]
  /// The lines between the comments.
  let content: [UInt8]
  /// The line of the comment after it.
  let closing: [UInt8]

  init(opening: [UInt8], content: [UInt8], closing: [UInt8]) {
    self.opening = opening
    self.content = content
    self.closing = closing
  }

  /// The output of a cell that showed these parts; nil if it showed nothing. Stale ones come from another order of
  /// the cells.
  public init?(of cell: Cell, showing parts: [OutputPart], isStale: Bool = false) {
    guard !parts.isEmpty else { return nil }
    let end = cell.lineBreak
    let lines = OutputPart.joined(parts).flatMap { [""] + $0.lines } + [""]
    opening = Array((Marker.opening(isStale ? Marker.stale : cell.hash) + end).utf8)
    content = Array(lines.map { $0 + end }.joined().utf8)
    closing = Array((Marker.closing + end).utf8)
  }

  /// The lines between the comments.
  public var markdown: String { String(decoding: content, as: UTF8.self) }

  /// The hash of the statements that gave it.
  var hash: String { Marker.hash(opening[...]) ?? "" }

  var bytes: [UInt8] { opening + content + closing }

  /// The number of these.
  var count: Int { opening.count + content.count + closing.count }
}
