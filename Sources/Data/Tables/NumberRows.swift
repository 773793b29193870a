/// Rows of numbers in double precision, before anything is scaled, in pieces: each can go once it has become float32, so
/// that both together take little more than one.
struct NumberRows {
  let width: Int
  private let rowsInPiece: Int
  private(set) var pieces: [RowPiece] = []
  /// The first row of each piece.
  private var starts: [Int] = []
  /// The values of the rows that do not fill a piece yet.
  private var open: [Double] = []

  /// How many rows there are.
  var count: Int { (starts.last ?? 0) + (pieces.last?.rows ?? 0) }

  /// No rows yet.
  init(width: Int) {
    self.width = width
    rowsInPiece = max(1, (1 << 16) / max(width, 1))
  }

  /// As many rows of zeros.
  init(width: Int, count: Int) {
    self.init(width: width)
    for start in stride(from: 0, to: count, by: rowsInPiece) {
      let rows = min(rowsInPiece, count - start)
      add(RowPiece([Double](repeating: 0, count: rows * width), rows: rows))
    }
  }

  /// Adds a row; tells whether a piece is full. The rows of the last piece are there after `close`.
  mutating func append(_ row: [Double]) -> Bool {
    open += row
    guard open.count >= rowsInPiece * width else { return false }
    close()
    return true
  }

  /// Ends the last piece.
  mutating func close() {
    guard !open.isEmpty else { return }
    add(RowPiece(packing: open, width: width))
    open.removeAll(keepingCapacity: true)
  }

  /// Adds the rows of another.
  mutating func append(_ other: NumberRows) { for piece in other.pieces { add(piece) } }

  private mutating func add(_ piece: RowPiece) {
    starts.append(count)
    pieces.append(piece)
  }

  subscript(row: Int, column: Int) -> Double {
    get {
      let piece = piece(of: row)
      return pieces[piece][(row - starts[piece]) * width + column, column]
    }
    set {
      let piece = piece(of: row)
      pieces[piece][(row - starts[piece]) * width + column, column] = newValue
    }
  }

  /// The piece that has a row: no piece has more rows than the usual number, and few have less.
  private func piece(of row: Int) -> Int {
    var piece = row / rowsInPiece
    while piece + 1 < starts.count, starts[piece + 1] <= row { piece += 1 }
    return piece
  }

  /// Gives the values of some rows after another, with the number of the first of these rows. Ends before if `body` tells so.
  func forEachPiece(_ body: (_ first: Int, _ values: UnsafeBufferPointer<Double>) -> Bool) {
    var room: [Double] = []
    for (piece, start) in zip(pieces, starts) {
      guard piece.withValues(width: width, &room, { body(start, $0) }) else { return }
    }
  }

  /// Replaces the numbers in a column that are not missing.
  mutating func replace(column: Int, _ value: (Double) -> Double) {
    for piece in pieces.indices {
      for place in stride(from: column, to: pieces[piece].rows * width, by: width) {
        let before = pieces[piece][place, column]
        if !before.isNaN { pieces[piece][place, column] = value(before) }
      }
      pieces[piece].pack(width: width)
    }
  }

  /// Takes a piece out; its memory is free when the caller has done with it.
  mutating func takePiece(_ index: Int) -> RowPiece {
    defer { pieces[index] = RowPiece([], rows: pieces[index].rows) }
    return pieces[index]
  }
}
