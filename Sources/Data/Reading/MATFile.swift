/// A MATLAB version 5 file, opened for some of its numeric arrays; the others are passed over.
///
/// Format: "MAT-File Format", The MathWorks. A reader of our own, for one kind of file: libmatio, the library there is,
/// has had memory errors on damaged files again and again and reads a whole array at once, and what is needed of the
/// format is small. Sizes in the file are compared with its bytes before anything is allocated.
struct MATFile {
  let path: String
  private(set) var arrays: [MATArray] = []
  private let file: InputFile
  private let size: Int
  private static let headerSize = 128
  /// More variables than any sensible file has; each takes time to look at.
  private static let elementLimit = 10_000

  /// Reads the headers of the variables called `names`.
  /// - Throws: `DataError` if the file is missing, unreadable, damaged, or of another version.
  init(path: String, names: [String]) throws(DataError) {
    self.path = path
    file = try InputFile(path: path)
    try Self.checkHeader(try file.read(Self.headerSize), path: path)
    size = Self.headerSize + (try file.remaining())
    var (position, count) = (Self.headerSize, 0)
    while position < size {
      count += 1
      guard count <= Self.elementLimit else { throw wrong("it holds more than \(Self.elementLimit) variables") }
      let element = try element(at: position)
      let parts = try open(element)
      if var parts, let array = try parts.array(of: element, names: names), self[array.name] == nil {
        arrays.append(array)
      }
      position = element.end
    }
  }

  /// The array of that name.
  subscript(name: String) -> MATArray? { arrays.first { $0.name == name } }

  /// The array's bytes from their first on, as stored.
  func bytes(of array: MATArray) throws(DataError) -> any ByteSource {
    guard let parts = try open(array.element), try parts.source.skip(array.start) == array.start else {
      throw wrong("it changed while it was read")
    }
    return parts.source
  }

  /// Makes sure that the bytes a compressed array announces are there before memory is taken for them, by inflating them
  /// once, unless they are few for the file's size.
  func confirm(_ array: MATArray) throws(DataError) {
    guard array.element.isCompressed, array.byteCount > Extent.trusted(fileSize: size) else { return }
    let found = try bytes(of: array).skip(array.byteCount)
    guard found == array.byteCount else {
      throw wrong("\(array.name) announces \(array.byteCount) bytes, and \(found) are there")
    }
  }

  /// Checks that nothing but padding follows what was read of an array, and with it a compressed array's checksum.
  func finish(_ array: MATArray, _ bytes: any ByteSource) throws(DataError) {
    guard try bytes.skip(9) <= 8 else { throw wrong("\(array.name) holds more than it announces") }
  }

  /// An error about this file's content.
  func wrong(_ finding: String) -> DataError { DataError("\(path): \(finding)", hint: InputFile.anotherCopy) }

  private func element(at position: Int) throws(DataError) -> MATElement {
    let left = size - position
    guard left >= 8 else { throw wrong("it ends within the tag of a variable, at byte \(size)") }
    try file.seek(to: position)
    let tag = MATTag(try file.read(exactly: 8))
    guard tag.count <= left - 8 else {
      throw wrong("the variable at byte \(position) announces \(tag.count) bytes, and \(left - 8) follow")
    }
    return MATElement(type: tag.type, start: position + 8, count: tag.isSmall ? 0 : tag.count)
  }

  /// The parts of a matrix element; nil where the element is of another type.
  private func open(_ element: MATElement) throws(DataError) -> MATParts? {
    let section = try FileSection(file, start: element.start, count: element.count)
    if element.type == MATElement.matrix { return MATParts(source: section, left: element.count) }
    guard element.isCompressed else { return nil }
    let inflated = try InflatedSource(section, wrapping: .zlib)
    let tag = MATTag(try inflated.read(exactly: 8))
    return tag.type == MATElement.matrix ? MATParts(source: inflated, left: tag.count) : nil
  }

  private static func checkHeader(_ header: [UInt8], path: String) throws(DataError) {
    let (hdf, text) = ([0x89, 0x48, 0x44, 0x46] as [UInt8], Array("MATLAB 7.3".utf8))
    if header.starts(with: hdf) || header.starts(with: text) {
      throw DataError(
        "\(path): a MATLAB version 7.3 file (HDF5), expected version 5", hint: "save it in MATLAB with -v7")
    }
    if header.count >= 20, header.prefix(4).contains(0) {
      throw DataError(
        "\(path): a MATLAB version 4 file or none, expected version 5", hint: "save it in MATLAB with -v7")
    }
    guard header.count == headerSize else {
      throw DataError(
        "\(path): it ends after \(header.count) bytes, within the \(headerSize) bytes of a MATLAB header",
        hint: InputFile.anotherCopy)
    }
    if header[126...] == [0x4d, 0x49] {
      throw DataError(
        "\(path): it was written by a big-endian machine, expected little-endian", hint: "save it anew on this machine")
    }
    guard header[124...] == [0, 1, 0x49, 0x4d] else {
      throw DataError("\(path): not a MATLAB version 5 file", hint: InputFile.anotherCopy)
    }
  }
}
