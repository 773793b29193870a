/// Rows of numbers in double precision, before anything is scaled, in pieces: each can go once it has become float32, so
/// that both together take little more than one.
struct NumberRows {
  let width: Int
  let rowsInPiece: Int
  private(set) var count = 0
  var pieces: [[Double]] = []

  /// No rows yet.
  init(width: Int) {
    self.width = width
    rowsInPiece = max(1, (1 << 16) / max(width, 1))
  }

  /// As many rows of zeros.
  init(width: Int, count: Int) {
    self.init(width: width)
    self.count = count
    pieces = stride(from: 0, to: count, by: rowsInPiece).map {
      [Double](repeating: 0, count: min(rowsInPiece, count - $0) * width)
    }
  }

  /// Adds a row; tells whether a piece is full.
  mutating func append(_ row: [Double]) -> Bool {
    if count % rowsInPiece == 0 {
      pieces.append([])
      pieces[pieces.count - 1].reserveCapacity(rowsInPiece * width)
    }
    pieces[pieces.count - 1] += row
    count += 1
    return count % rowsInPiece == 0
  }

  /// Adds the rows of another, whose memory becomes free piece by piece.
  mutating func append(_ other: inout NumberRows) {
    for index in other.pieces.indices {
      var rest = other.takePiece(index)[...]
      while !rest.isEmpty {
        if count % rowsInPiece == 0 {
          pieces.append([])
          pieces[pieces.count - 1].reserveCapacity(rowsInPiece * width)
        }
        let head = rest.prefix((rowsInPiece - count % rowsInPiece) * width)
        pieces[pieces.count - 1] += head
        count += head.count / max(width, 1)
        rest = rest.dropFirst(head.count)
      }
    }
  }

  subscript(row: Int, column: Int) -> Double {
    get { pieces[row / rowsInPiece][row % rowsInPiece * width + column] }
    set { pieces[row / rowsInPiece][row % rowsInPiece * width + column] = newValue }
  }

  /// The values of a row.
  func row(_ row: Int) -> ArraySlice<Double> {
    let start = row % rowsInPiece * width
    return pieces[row / rowsInPiece][start..<start + width]
  }

  /// Replaces the numbers in a column that are not missing.
  mutating func replace(column: Int, _ value: (Double) -> Double) {
    for piece in pieces.indices {
      for place in stride(from: column, to: pieces[piece].count, by: width) where !pieces[piece][place].isNaN {
        pieces[piece][place] = value(pieces[piece][place])
      }
    }
  }

  /// Takes a piece out; its memory is free when the caller has done with it.
  mutating func takePiece(_ index: Int) -> [Double] {
    defer { pieces[index] = [] }
    return pieces[index]
  }
}
