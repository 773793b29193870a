/// The eight bytes that begin a data element of a MATLAB file. A small element has its bytes in the tag's second half.
struct MATTag {
  let type: Int
  /// How many bytes the element has without its padding.
  let count: Int
  let isSmall: Bool

  init(_ bytes: [UInt8]) {
    let word = { (start: Int) in (0..<4).reduce(0) { $0 | Int(bytes[start + $1]) << (8 * $1) } }
    let first = word(0)
    isSmall = first >> 16 != 0
    type = first & (isSmall ? 0xffff : 0xffff_ffff)
    count = isSmall ? first >> 16 : word(4)
  }
}

/// Where a variable lies in a MATLAB file.
struct MATElement {
  /// miMATRIX
  static let matrix = 14
  /// miCOMPRESSED
  private static let compressed = 15

  let type: Int
  /// Its first byte after the tag, and how many there are.
  let start: Int
  let count: Int

  var isCompressed: Bool { type == Self.compressed }

  /// Where the next variable begins; all but compressed ones are padded to eight bytes.
  var end: Int { start + count + (isCompressed ? 0 : -count & 7) }
}

/// The header of a numeric array.
struct MATArray {
  let name: String
  let element: MATElement
  /// In column-major order: the first runs fastest.
  let sizes: [Int]
  /// How its numbers are stored, which may be smaller than their class in MATLAB.
  let number: MATNumber
  /// Its first byte, counted from the first after the matrix's tag, and how many there are.
  let start: Int
  let byteCount: Int
}

/// How a number is stored in a MATLAB file.
enum MATNumber: Int {
  case int8 = 1
  case uint8, int16, uint16, int32, uint32, single
  case double = 9
  case int64 = 12
  case uint64

  /// How many bytes a number takes.
  var size: Int {
    switch self {
    case .int8, .uint8: 1
    case .int16, .uint16: 2
    case .int32, .uint32, .single: 4
    case .double, .int64, .uint64: 8
    }
  }

  /// A whole number of up to 53 bits from its bytes; nil for a fraction and beyond.
  func whole(_ bytes: ArraySlice<UInt8>) -> Int? {
    let bits = bytes.reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
    return switch self {
    case .int8: Int(Int8(truncatingIfNeeded: bits))
    case .int16: Int(Int16(truncatingIfNeeded: bits))
    case .int32: Int(Int32(truncatingIfNeeded: bits))
    case .int64: Int(Int64(bitPattern: bits))
    case .uint8, .uint16, .uint32, .uint64: Int(exactly: bits)
    case .single: Int(exactly: Float(bitPattern: UInt32(truncatingIfNeeded: bits)))
    case .double: Int(exactly: Double(bitPattern: bits))
    }
  }
}
