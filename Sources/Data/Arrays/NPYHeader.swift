/// The header of an array: of NumPy (magic string, version, length, and a Python dictionary that tells type, order and
/// shape) or of an idx file (a code for the type, the rank, and the sizes).
/// https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html
struct NPYHeader {
  let type: NPYType
  /// Whether the first index runs fastest.
  let isFortran: Bool
  let shape: [Int]
  private static let lengthLimit = 1 << 16

  /// Reads the header from where the array that errors call `name` begins; the source then stands at its first number.
  init(_ source: any ByteSource, name: String) throws(DataError) {
    let start = try source.read(exactly: 4)
    if start.starts(with: [0, 0]) {
      (type, isFortran) = (try Self.idxType(start[2], name), false)
      let sizes = try source.read(exactly: 4 * Int(start[3]))
      shape = stride(from: 0, to: sizes.count, by: 4).map { sizes[$0..<$0 + 4].reduce(0) { $0 << 8 | Int($1) } }
      return
    }
    let rest = try source.read(exactly: 4)
    guard start == [0x93, 0x4e, 0x55, 0x4d], rest.starts(with: [0x50, 0x59]), (1...3).contains(rest[2]) else {
      throw Self.wrong(name, "neither a NumPy array nor an idx file")
    }
    let lengthBytes = try source.read(exactly: rest[2] == 1 ? 2 : 4)
    let length = lengthBytes.reversed().reduce(0) { $0 << 8 | Int($1) }
    guard length <= Self.lengthLimit else { throw Self.wrong(name, "its header announces \(length) bytes") }
    let text = String(decoding: try source.read(exactly: length), as: UTF8.self)
    var dictionary = NPYDictionary(text)
    guard let entries = dictionary.entries(), let isFortran = entries.isFortran, let shape = entries.shape,
      entries.type != nil || entries.hasFields
    else { throw Self.wrong(name, "its header is damaged") }
    if entries.hasFields {
      throw DataError(
        "\(name): it holds records with named fields, not numbers",
        hint: "numpy.save(file, numpy.lib.recfunctions.structured_to_unstructured(array)) makes columns of the fields")
    }
    type = try NPYType(entries.type ?? "", name: name)
    (self.isFortran, self.shape) = (isFortran, shape)
  }

  private static func idxType(_ code: UInt8, _ name: String) throws(DataError) -> NPYType {
    let kinds: [UInt8: NPYNumber] = [
      0x08: .uint8, 0x09: .int8, 0x0b: .int16, 0x0c: .int32, 0x0d: .float32, 0x0e: .float64,
    ]
    guard let number = kinds[code] else { throw wrong(name, "neither a NumPy array nor an idx file") }
    return NPYType(number)
  }

  /// The bytes of all numbers; nil where no memory could hold them.
  var byteCount: Int? { Extent(sizes: shape + [type.size]).product }

  private static func wrong(_ name: String, _ finding: String) -> DataError {
    DataError("\(name): \(finding)", hint: "save it anew with numpy.save or numpy.savez")
  }
}

/// What the elements of an array are.
struct NPYType {
  /// The kind of number; nil for texts.
  let number: NPYNumber?
  let isBigEndian: Bool
  /// How many bytes an element takes.
  let size: Int
  /// Whether texts have four bytes a letter.
  private let isUnicode: Bool

  /// Numbers in an idx file.
  init(_ number: NPYNumber) { (self.number, isBigEndian, size, isUnicode) = (number, true, number.size, false) }

  /// As NumPy writes it: an order of bytes, a letter, and a size.
  init(_ text: String, name: String) throws(DataError) {
    isBigEndian = text.hasPrefix(">")
    let kind = String(text.drop { "<>|=".contains($0) })
    number = NPYNumber(rawValue: kind)
    isUnicode = kind.hasPrefix("U")
    if let number {
      size = number.size
    } else if let letters = Int(kind.dropFirst()), (0...1 << 20).contains(letters), "US".contains(kind.prefix(1)) {
      size = letters * (isUnicode ? 4 : 1)
    } else {
      let hint =
        switch kind.prefix(1) {
        case "O": "numpy.save(file, array.astype('float32')) makes numbers of them, array.astype('U') texts for labels"
        case "M", "m": "numpy.save(file, array.astype('int64').astype('float64')) makes numbers of times"
        case "c": "numpy.save(file, numpy.abs(array)) takes their size, array.view('float64') both parts"
        default: "convert it: numpy.save(file, array.astype('float32'))"
        }
      throw DataError(
        "\(name): its elements are of type '\(CSVLayout.quoted(text))', expected numbers, or texts for labels",
        hint: hint)
    }
  }

  /// The texts in `bytes`, without the zeros that fill them up.
  func texts(_ bytes: [UInt8]) -> [String] {
    guard size > 0 else { return [] }
    return stride(from: 0, to: bytes.count - size + 1, by: size).map { start in
      let element = Array(bytes[start..<start + size])
      guard isUnicode else {
        return TextEncoding.guessed(Array(element[..<((element.lastIndex { $0 != 0 } ?? -1) + 1)]))
      }
      let codes = NPYNumber.uint32.doubles(element, isBigEndian: isBigEndian).map { UInt32($0) }
      let scalars = codes.prefix { $0 != 0 }.map { Unicode.Scalar($0) ?? "\u{fffd}" }
      return String(String.UnicodeScalarView(scalars))
    }
  }
}

/// A number type, by NumPy's name for it without the byte order.
enum NPYNumber: String {
  case bool = "b1"
  case int8 = "i1", int16 = "i2", int32 = "i4", int64 = "i8"
  case uint8 = "u1", uint16 = "u2", uint32 = "u4", uint64 = "u8"
  case float16 = "f2", float32 = "f4", float64 = "f8"

  /// How many bytes a number takes.
  var size: Int { Int(rawValue.utf8.last ?? 0x31) - 0x30 }

  /// The numbers in `bytes`.
  func doubles(_ bytes: [UInt8], isBigEndian: Bool = false) -> [Double] {
    switch self {
    case .bool: bytes.map { $0 == 0 ? 0 : 1 }
    case .int8: bytes.map { Double(Int8(bitPattern: $0)) }
    case .uint8: bytes.map(Double.init)
    case .int16: load(Int16.self, bytes, isBigEndian) { Double($0) }
    case .uint16: load(UInt16.self, bytes, isBigEndian) { Double($0) }
    case .int32: load(Int32.self, bytes, isBigEndian) { Double($0) }
    case .uint32: load(UInt32.self, bytes, isBigEndian) { Double($0) }
    case .int64: load(Int64.self, bytes, isBigEndian) { Double($0) }
    case .uint64: load(UInt64.self, bytes, isBigEndian) { Double($0) }
    case .float16: load(UInt16.self, bytes, isBigEndian) { Double(Float16(bitPattern: $0)) }
    case .float32: load(UInt32.self, bytes, isBigEndian) { Double(Float(bitPattern: $0)) }
    case .float64: load(UInt64.self, bytes, isBigEndian) { Double(bitPattern: $0) }
    }
  }

  private func load<Word: FixedWidthInteger>(
    _: Word.Type, _ bytes: [UInt8], _ isBigEndian: Bool, _ value: (Word) -> Double
  ) -> [Double] {
    bytes.withUnsafeBytes { raw in
      stride(from: 0, to: raw.count - MemoryLayout<Word>.size + 1, by: MemoryLayout<Word>.size).map {
        let word = raw.loadUnaligned(fromByteOffset: $0, as: Word.self)
        return value(isBigEndian ? Word(bigEndian: word) : Word(littleEndian: word))
      }
    }
  }
}
