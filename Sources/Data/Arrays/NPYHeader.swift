/// The header of a NumPy array: magic string, version, length, and a Python dictionary that tells type, order and shape.
/// https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html
struct NPYHeader {
  let number: NPYNumber
  /// Whether the first index runs fastest.
  let isFortran: Bool
  let shape: [Int]
  private static let lengthLimit = 1 << 16

  /// Reads the header from where the array that errors call `name` begins; the source then stands at its first number.
  init(_ source: any ByteSource, name: String) throws(DataError) {
    let start = try source.read(exactly: 8)
    guard start.starts(with: [0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59]), (1...3).contains(start[6]) else {
      throw Self.wrong(name, "not a NumPy array of version 1 to 3")
    }
    let lengthBytes = try source.read(exactly: start[6] == 1 ? 2 : 4)
    let length = lengthBytes.reversed().reduce(0) { $0 << 8 | Int($1) }
    guard length <= Self.lengthLimit else { throw Self.wrong(name, "its header announces \(length) bytes") }
    let text = String(decoding: try source.read(exactly: length), as: UTF8.self)
    var dictionary = NPYDictionary(text)
    guard let entries = dictionary.entries(), let type = entries.type, let isFortran = entries.isFortran,
      let shape = entries.shape
    else { throw Self.wrong(name, "its header is damaged") }
    guard let number = NPYNumber(rawValue: String(type.drop { "<|=".contains($0) })) else {
      throw DataError(
        "\(name): its numbers are of type '\(CSVLayout.quoted(type))', expected float32, float64, bool, or "
          + "little-endian whole numbers", hint: "convert it: numpy.save(file, array.astype('float32'))")
    }
    (self.number, self.isFortran, self.shape) = (number, isFortran, shape)
  }

  /// The bytes of all numbers; nil where no memory could hold them.
  var byteCount: Int? { Extent(sizes: shape + [number.size]).product }

  private static func wrong(_ name: String, _ finding: String) -> DataError {
    DataError("\(name): \(finding)", hint: "save it anew with numpy.save or numpy.savez")
  }
}

/// A number type, by NumPy's name for it without the byte order.
enum NPYNumber: String {
  case bool = "b1"
  case int8 = "i1", int16 = "i2", int32 = "i4", int64 = "i8"
  case uint8 = "u1", uint16 = "u2", uint32 = "u4", uint64 = "u8"
  case float32 = "f4", float64 = "f8"

  /// How many bytes a number takes.
  var size: Int { Int(rawValue.utf8.last ?? 0x31) - 0x30 }

  /// The numbers in `bytes`.
  func doubles(_ bytes: [UInt8]) -> [Double] {
    switch self {
    case .bool: bytes.map { $0 == 0 ? 0 : 1 }
    case .int8: bytes.map { Double(Int8(bitPattern: $0)) }
    case .uint8: bytes.map(Double.init)
    case .int16: load(Int16.self, bytes) { Double(Int16(littleEndian: $0)) }
    case .uint16: load(UInt16.self, bytes) { Double(UInt16(littleEndian: $0)) }
    case .int32: load(Int32.self, bytes) { Double(Int32(littleEndian: $0)) }
    case .uint32: load(UInt32.self, bytes) { Double(UInt32(littleEndian: $0)) }
    case .int64: load(Int64.self, bytes) { Double(Int64(littleEndian: $0)) }
    case .uint64: load(UInt64.self, bytes) { Double(UInt64(littleEndian: $0)) }
    case .float32: load(UInt32.self, bytes) { Double(Float(bitPattern: UInt32(littleEndian: $0))) }
    case .float64: load(UInt64.self, bytes) { Double(bitPattern: UInt64(littleEndian: $0)) }
    }
  }

  private func load<Word: BitwiseCopyable>(_: Word.Type, _ bytes: [UInt8], _ value: (Word) -> Double) -> [Double] {
    bytes.withUnsafeBytes { raw in
      stride(from: 0, to: raw.count - MemoryLayout<Word>.size + 1, by: MemoryLayout<Word>.size).map {
        value(raw.loadUnaligned(fromByteOffset: $0, as: Word.self))
      }
    }
  }
}
