/// The parts of a matrix element one after another: flags, sizes, name, numbers.
struct MATParts {
  let source: any ByteSource
  private var left: Int
  private let count: Int

  /// Reads from a source that stands behind the element's tag, which announces `left` bytes.
  init(source: any ByteSource, left: Int) {
    self.source = source
    self.left = left
    count = left
  }

  /// The header of the array, where its name is among `names`.
  mutating func array(of element: MATElement, names: [String]) throws(DataError) -> MATArray? {
    guard left > 0 else { return nil }
    let flags = try part(type: 6, "flags", limit: 8)
    // Classes above 15 are objects, laid out in another way.
    guard flags.count == 8, flags[0] <= 15 else { return nil }
    let sizes = try part(type: 5, "sizes", limit: 128)
    let nameBytes = try part(type: 1, "name", limit: 64)
    guard let name = String(validating: nameBytes, as: UTF8.self), names.contains(name) else { return nil }
    // 6 to 15: double, single, and whole numbers of 8 to 64 bits. The flag is that of complex numbers.
    guard flags[0] >= 6, flags[1] & 8 == 0 else { throw wrong("\(name) is not an array of real numbers") }
    return try array(name, of: element, sizes: words(sizes))
  }

  private mutating func array(_ name: String, of element: MATElement, sizes: [Int]) throws(DataError) -> MATArray {
    let tag = try nextTag()
    guard let number = MATNumber(rawValue: tag.type) else {
      throw wrong("\(name) has numbers of the unknown type \(tag.type)")
    }
    let extent = Extent(sizes: sizes + [number.size])
    guard extent.product == tag.count, tag.count <= left + (tag.isSmall ? 4 : 0) else {
      throw wrong(
        "\(name) announces \(Extent(sizes: sizes)) numbers of \(number.size) bytes, and has \(min(left, tag.count)) bytes"
      )
    }
    return MATArray(
      name: name, element: element, sizes: sizes, number: number, start: count - left - (tag.isSmall ? 4 : 0),
      byteCount: tag.count)
  }

  /// A part of at most `limit` bytes, past its padding.
  private mutating func part(type: Int, _ what: String, limit: Int) throws(DataError) -> [UInt8] {
    let tag = try nextTag()
    guard tag.type == type, tag.count <= (tag.isSmall ? 4 : limit) else {
      throw wrong("the \(what) of a variable are damaged")
    }
    if tag.isSmall { return Array(inline.prefix(tag.count)) }
    return Array(try take(tag.count + (-tag.count & 7)).prefix(tag.count))
  }

  /// The second half of the last tag.
  private var inline: [UInt8] = []

  private mutating func nextTag() throws(DataError) -> MATTag {
    let bytes = try take(8)
    inline = Array(bytes[4...])
    return MATTag(bytes)
  }

  private mutating func take(_ bytes: Int) throws(DataError) -> [UInt8] {
    guard bytes <= left else { throw wrong("a variable ends within its header") }
    left -= bytes
    return try source.read(exactly: bytes)
  }

  private func words(_ bytes: [UInt8]) -> [Int] {
    stride(from: 0, to: bytes.count - 3, by: 4).compactMap { MATNumber.int32.whole(bytes[$0..<$0 + 4]) }
  }

  private func wrong(_ finding: String) -> DataError {
    DataError("\(source.path): \(finding)", hint: InputFile.anotherCopy)
  }
}
