import CKernels

/// Some rows of numbers in double precision, NaN for what is missing.
///
/// Most tables have numbers of few digits. Those are kept as whole numbers of 32 bits, y = whole / 10^p with a p for each column, if that
/// gives each value to the bit: half of the memory.
struct RowPiece {
  let rows: Int
  /// The values; empty if they are packed.
  private var doubles: [Double]
  private var whole: [Int32] = []
  /// For each column the power of ten that its whole numbers are divided by.
  private var powers: [Double] = []

  /// Whether the values are kept as whole numbers.
  var isPacked: Bool { !whole.isEmpty }

  /// Keeps values as they are.
  init(_ values: [Double], rows: Int) { (doubles, self.rows) = (values, rows) }

  /// Packs values if that loses nothing.
  init(packing values: [Double], width: Int) {
    self.init(values, rows: width > 0 ? values.count / width : 0)
    pack(width: width)
  }

  /// Packs the values if that loses nothing.
  mutating func pack(width: Int) {
    guard !doubles.isEmpty else { return }
    var powers = [Double](repeating: 1, count: width), isPacked = false
    let packed = [Int32](unsafeUninitializedCapacity: doubles.count) { whole, count in
      guard let base = whole.baseAddress else { return }
      isPacked = gm_pack_rows(Int64(rows), Int64(width), doubles, &powers, base) != 0
      count = isPacked ? doubles.count : 0
    }
    if isPacked { (whole, self.powers, doubles) = (packed, powers, []) }
  }

  /// A value by its place among all, and its column. What is set is kept as a double, and the others with it.
  subscript(place: Int, column: Int) -> Double {
    get {
      guard isPacked else { return doubles[place] }
      return whole[place] == .min ? .nan : Double(whole[place]) / powers[column]
    }
    set {
      unpack()
      doubles[place] = newValue
    }
  }

  /// Gives the values of all rows, if they are packed by way of `room`.
  func withValues<Result>(
    width: Int, _ room: inout [Double], _ body: (UnsafeBufferPointer<Double>) -> Result
  ) -> Result {
    guard isPacked else { return doubles.withUnsafeBufferPointer(body) }
    if room.count < whole.count {
      room = unpacked
    } else {
      gm_unpack_rows(Int64(rows), Int64(width), whole, powers, &room)
    }
    return room.withUnsafeBufferPointer { body(UnsafeBufferPointer(rebasing: $0[..<whole.count])) }
  }

  private mutating func unpack() {
    if isPacked { (doubles, whole) = (unpacked, []) }
  }

  private var unpacked: [Double] {
    [Double](unsafeUninitializedCapacity: whole.count) { values, count in
      guard let base = values.baseAddress else { return }
      gm_unpack_rows(Int64(rows), Int64(powers.count), whole, powers, base)
      count = whole.count
    }
  }
}
