/// A NumPy array in a file of its own or as a member of an .npz archive, or the array of an idx file.
struct NPYFile: ExampleArray {
  /// How errors name it: the file, and the array if it is one of several.
  let name: String
  let header: NPYHeader
  private let open: () throws(DataError) -> any ByteSource

  /// Opens the array of a file.
  init(_ path: String) throws(DataError) {
    let file = try InputFile(path: path)
    try self.init(path, fileSize: 0, size: nil) { () throws(DataError) in
      try FileSection(file, start: 0, count: .max)
    }
  }

  /// Opens an array of an archive.
  init(_ archive: ZipArchive, _ member: ZipArchive.Member) throws(DataError) {
    let name = "\(archive.path): \(member.name)"
    try self.init(name, fileSize: archive.size, size: member.size) { () throws(DataError) in try archive.open(member) }
  }

  /// Compares what the header announces with the bytes that follow it, before any memory is taken for them. Where their
  /// number is not known, they are counted.
  private init(
    _ name: String, fileSize: Int, size: Int?, _ open: @escaping () throws(DataError) -> any ByteSource
  ) throws(DataError) {
    (self.name, self.open) = (name, open)
    let source = try open()
    header = try NPYHeader(source, name: name)
    guard !header.shape.contains(0) else {
      throw DataError(
        "\(name): its shape is \(Extent(sizes: header.shape)): it has no examples", hint: "save an array with rows")
    }
    guard let expected = header.byteCount, expected <= Extent.freeMemory else {
      throw wrong("its header announces \(Extent(sizes: header.shape)) numbers, more than the free memory holds")
    }
    if let size, expected > size { throw missing(size, expected) }
    if size == nil || expected > Extent.trusted(fileSize: fileSize) {
      let found = try source.skip(expected + 1)
      guard found == expected else { throw missing(found, expected) }
    }
  }

  /// The elements as labels: whole numbers or texts, one for each example.
  func labels(count: Int, names: inout ClassNames) throws(DataError) -> [Int32] {
    guard header.byteCount == count * header.type.size, header.shape.allSatisfy({ $0 == 1 || $0 == count }) else {
      let hint =
        header.shape.count == 2 && header.shape[0] == count
        ? "numpy.save(file, array.argmax(axis=1)) makes labels of a column for each class"
        : "give one label for each example"
      throw DataError(
        "\(name): its shape is \(Extent(sizes: header.shape)), expected \(count) labels for as many examples",
        hint: hint)
    }
    var codes: [Int32] = []
    codes.reserveCapacity(count)
    let source = try self.source()
    while codes.count < count {
      let bytes = try source.read(exactly: min(count - codes.count, 1 << 14) * header.type.size)
      if let number = header.type.number {
        for value in number.doubles(bytes, isBigEndian: header.type.isBigEndian) {
          guard let label = Int(exactly: value) else {
            throw DataError(
              "\(name): label \(codes.count + 1) is \(value), expected a whole number",
              hint: "numpy.save(file, array.round().astype('int64')) makes whole numbers")
          }
          try append(String(label), value, &names, &codes)
        }
      } else {
        for text in header.type.texts(bytes) { try append(text, nil, &names, &codes) }
      }
    }
    return codes
  }

  /// The texts of an array of texts; nil for another one.
  func texts() throws(DataError) -> [String]? {
    guard header.type.number == nil, header.shape.count == 1, header.type.size > 0 else { return nil }
    return header.type.texts(try bytes())
  }

  private func append(
    _ name: String, _ number: Double?, _ names: inout ClassNames, _ codes: inout [Int32]
  ) throws(DataError) {
    // An empty text is no label, as an empty field of a table is none.
    guard !name.isEmpty else { return codes.append(-1) }
    guard let code = names.code(name, number: number) else { throw ClassNames.tooMany("\(self.name) has") }
    codes.append(code)
  }

  /// All numbers, in the order of the file.
  func numbers() throws(DataError) -> [Double] {
    guard let number = header.type.number else { throw wrong("its elements are texts, expected numbers") }
    return number.doubles(try bytes(), isBigEndian: header.type.isBigEndian)
  }

  /// All bytes.
  func bytes() throws(DataError) -> [UInt8] { try source().read(exactly: header.byteCount ?? 0) }

  func extent() throws(DataError) -> (count: Int, shape: ExampleShape) {
    let layout = try layout()
    return (layout.count, layout.shape)
  }

  /// How the axes are examples and their values.
  func layout() throws(DataError) -> ArrayLayout {
    guard header.type.number != nil else {
      throw DataError(
        "\(name): its elements are texts, expected numbers", hint: "give it as labels=, and numbers as examples")
    }
    guard !header.shape.isEmpty else {
      throw DataError(
        "\(name): it is a single number, not an array of examples", hint: "save an array with a row for each example")
    }
    guard let layout = ArrayLayout(header.shape, isFortran: header.isFortran) else {
      throw DataError(
        "\(name): its shape is \(Extent(sizes: header.shape)), expected N × D, N × H × W, N × H × W × C or N × C × H × W "
          + "with 1 or 3 channels", hint: "reshape it: numpy.save(file, array.reshape(len(array), -1))")
    }
    return layout
  }

  /// The values of the examples in the parts that a split tells. Numbers of one byte stay bytes: uint8 stands for pixels
  /// where the examples are images, and for whole numbers elsewhere.
  func storage(_ split: Split) throws(DataError) -> (train: Examples.Storage, test: Examples.Storage) {
    let type = header.type
    switch type.number {
    case .uint8, .int8, .bool:
      // Stored as value + 128, so that the least is 0.
      let flip: UInt8 = type.number == .int8 ? 0x80 : 0, isTruth = type.number == .bool
      let parts = try values(split, zero: UInt8(0)) { bytes in
        isTruth ? bytes.map { min($0, 1) } : flip == 0 ? bytes : bytes.map { $0 ^ flip }
      } check: { _ in
        true
      }
      let isImage = try layout().shape.isImage, isPixels = type.number == .uint8 && isImage
      func bytes(_ values: [UInt8]) -> Examples.Storage {
        isPixels ? .bytes(values) : .bytes(values, scale: 1, offset: flip == 0 ? 0 : -128)
      }
      return (bytes(parts.train), bytes(parts.test))
    default:
      let (train, test) = try values(split, zero: Float(0)) { bytes in
        (type.number?.doubles(bytes, isBigEndian: type.isBigEndian) ?? []).map { Float($0) }
      } check: {
        $0.isFinite
      }
      return (.floats(train), .floats(test))
    }
  }

  /// The values in double precision, row by row.
  func rows() throws(DataError) -> NumberRows {
    let layout = try layout()
    guard let bytes = Extent(sizes: [layout.count, layout.shape.count, 12]).product, bytes <= Extent.freeMemory
    else {
      throw wrong("scaling its numbers takes more than the free memory")
    }
    var rows = NumberRows(width: layout.shape.count, count: layout.count)
    let type = header.type
    try forEach({ type.number?.doubles($0, isBigEndian: type.isBigEndian) ?? [] }) {
      abs($0) <= Double(Float.greatestFiniteMagnitude)
    } _: {
      rows[$0, $1] = $2
    }
    return rows
  }

  private func values<Value>(
    _ split: Split, zero: Value, _ convert: ([UInt8]) -> [Value], check: (Value) -> Bool
  ) throws(DataError) -> (train: [Value], test: [Value]) {
    let width = try layout().shape.count
    var train = [Value](repeating: zero, count: split.trainCount * width)
    var test = [Value](repeating: zero, count: split.testCount * width)
    let rows = split.rows
    try forEach(convert, check: check) { example, place, value in
      let row = Int(rows[example])
      if row >= 0 { train[row * width + place] = value } else { test[~row * width + place] = value }
    }
    return (train, test)
  }

  /// Gives each value with its example and its place in it, in the order of the file.
  private func forEach<Value>(
    _ convert: ([UInt8]) -> [Value], check: (Value) -> Bool, _ body: (Int, Int, Value) -> Void
  ) throws(DataError) {
    var layout = try layout()
    let source = try self.source()
    var left = layout.count * layout.shape.count
    while left > 0 {
      let taken = min(left, 1 << 14)
      for value in convert(try source.read(exactly: taken * header.type.size)) {
        guard check(value) else {
          throw DataError(
            "\(name): row \(layout.example + 1), column \(layout.place + 1): the value is not finite in float32",
            hint: "replace it, or take the row out: array[numpy.isfinite(array).all(axis=1)]")
        }
        body(layout.example, layout.place, value)
        layout.advance()
      }
      left -= taken
    }
  }

  private func source() throws(DataError) -> any ByteSource {
    let source = try open()
    _ = try NPYHeader(source, name: name)
    return source
  }

  private func missing(_ found: Int, _ expected: Int) -> DataError {
    wrong(
      "its header announces \(Extent(sizes: header.shape)) numbers, \(expected) bytes, and "
        + (found > expected ? "more follow" : "not as many follow"))
  }

  private func wrong(_ finding: String) -> DataError {
    DataError("\(name): \(finding)", hint: "save it anew with numpy.save or numpy.savez")
  }
}
