/// A NumPy array in a file of its own, or as a member of an .npz archive.
struct NPYFile {
  /// How errors name it: the file, and the array where it is one of several.
  let name: String
  let header: NPYHeader
  private let open: () throws(DataError) -> any ByteSource

  /// Opens the array of a .npy file.
  init(_ path: String) throws(DataError) {
    let file = try InputFile(path: path)
    let size = try file.remaining()
    try self.init(path, fileSize: size, size: size) { () throws(DataError) in
      try FileSection(file, start: 0, count: size)
    }
  }

  /// Opens an array of an archive.
  init(_ archive: ZipArchive, _ member: ZipArchive.Member) throws(DataError) {
    let name = "\(archive.path): \(member.name)"
    try self.init(name, fileSize: archive.size, size: member.size) { () throws(DataError) in try archive.open(member) }
  }

  /// Compares what the header announces with the bytes that follow it; an archive's member that announces much more than
  /// its file is inflated once to count them.
  private init(
    _ name: String, fileSize: Int, size: Int, _ open: @escaping () throws(DataError) -> any ByteSource
  ) throws(DataError) {
    (self.name, self.open) = (name, open)
    let source = try open()
    header = try NPYHeader(source, name: name)
    guard let expected = header.byteCount, expected <= Extent.machineMemory else {
      throw wrong("its header announces \(Extent(sizes: header.shape)) numbers, more than this machine's memory holds")
    }
    guard expected <= size else { throw missing(size, expected) }
    if expected > Extent.trusted(fileSize: fileSize) || fileSize == size {
      let found = try source.skip(expected + 1)
      guard found == expected else { throw missing(found, expected) }
    }
  }

  /// The numbers as labels: whole, one for each example.
  func labels(count: Int, names: inout ClassNames) throws(DataError) -> [Int32] {
    guard header.byteCount == count * header.number.size, header.shape.allSatisfy({ $0 == 1 || $0 == count }) else {
      throw wrong("its shape is \(Extent(sizes: header.shape)), expected \(count) labels for as many examples")
    }
    var codes: [Int32] = []
    codes.reserveCapacity(count)
    let source = try self.source()
    while codes.count < count {
      for value in try numbers(source, min(count - codes.count, 1 << 14)) {
        guard let label = Int(exactly: value) else {
          throw wrong("label \(codes.count + 1) is \(value), expected a whole number")
        }
        guard let code = names.code(String(label)) else { throw ClassNames.tooMany("\(name) has") }
        codes.append(code)
      }
    }
    return codes
  }

  /// How the axes are examples and their values.
  func layout() throws(DataError) -> ArrayLayout {
    guard let layout = ArrayLayout(header.shape, isFortran: header.isFortran) else {
      throw DataError(
        "\(name): its shape is \(Extent(sizes: header.shape)), expected N × D, N × H × W, N × H × W × C or N × C × H × W "
          + "with 1 or 3 channels", hint: "reshape it: numpy.save(file, array.reshape(len(array), -1))")
    }
    return layout
  }

  /// The values of the examples in the parts that a split tells; bytes stay bytes.
  func storage(_ split: Split) throws(DataError) -> (train: Examples.Storage, test: Examples.Storage) {
    if header.number == .uint8 {
      let (train, test) = try values(split, zero: UInt8(0)) {
        $0
      } check: { _ in
        true
      }
      return (.bytes(train), .bytes(test))
    }
    let number = header.number
    let (train, test) = try values(split, zero: Float(0)) {
      number.doubles($0).map { Float($0) }
    } check: {
      $0.isFinite
    }
    return (.floats(train), .floats(test))
  }

  private func values<Value>(
    _ split: Split, zero: Value, _ convert: ([UInt8]) -> [Value], check: (Value) -> Bool
  ) throws(DataError) -> (train: [Value], test: [Value]) {
    var layout = try layout()
    let width = layout.shape.count
    var train = [Value](repeating: zero, count: split.trainCount * width)
    var test = [Value](repeating: zero, count: split.testCount * width)
    let rows = Self.rows(split)
    let source = try self.source()
    var left = layout.count * width
    while left > 0 {
      let taken = min(left, 1 << 14)
      for value in convert(try source.read(exactly: taken * header.number.size)) {
        let (row, place) = (Int(rows[layout.example]), layout.place)
        guard check(value) else {
          throw DataError(
            "\(name): row \(layout.example + 1), column \(place + 1): the value is not finite in float32",
            hint: "replace it, or take the row out: array[numpy.isfinite(array).all(axis=1)]")
        }
        if row >= 0 { train[row * width + place] = value } else { test[~row * width + place] = value }
        layout.advance()
      }
      left -= taken
    }
    return (train, test)
  }

  /// For each example its row among those to train on, or the complement of its row among those to test on.
  private static func rows(_ split: Split) -> [Int32] {
    var (train, test): (Int32, Int32) = (0, 0)
    return split.isTest.map { isTest in
      defer { if isTest { test += 1 } else { train += 1 } }
      return isTest ? ~test : train
    }
  }

  private func source() throws(DataError) -> any ByteSource {
    let source = try open()
    _ = try NPYHeader(source, name: name)
    return source
  }

  private func numbers(_ source: any ByteSource, _ count: Int) throws(DataError) -> [Double] {
    header.number.doubles(try source.read(exactly: count * header.number.size))
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
