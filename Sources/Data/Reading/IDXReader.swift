/// Reads the idx format of MNIST: big-endian magic number 0x000008RR (unsigned bytes, rank RR), RR sizes of 32 bits, then
/// the values row by row; plain or gzip-compressed. http://yann.lecun.com/exdb/mnist/
public enum IDXReader {
  /// The images of an idx3 file, count × height × width bytes in one array of just that size.
  /// - Throws: `DataError` if the file is missing, unreadable, damaged, or not what its header announces.
  public static func images(_ path: String) throws(DataError) -> (shape: ExampleShape, bytes: [UInt8]) {
    let (sizes, bytes) = try read(path, rank: 3, content: "images")
    return (.image(height: sizes[1], width: sizes[2], channels: 1), bytes)
  }

  /// The labels of an idx1 file, one byte each.
  /// - Throws: as `images` does.
  public static func labels(_ path: String) throws(DataError) -> [UInt8] {
    try read(path, rank: 1, content: "labels").bytes
  }

  static func read(
    _ path: String, rank: Int, content: String, memory: Int = Extent.freeMemory
  ) throws(DataError) -> (sizes: [Int], bytes: [UInt8]) {
    let file = try InputFile(path: path)
    let extent = Extent(sizes: try header(of: file, rank: rank, content: content))
    guard let expected = extent.product else {
      throw wrong(file, "its header announces \(extent) bytes, more than any file holds")
    }
    // A compressed file may go on for gigabytes: more than a megabyte too many is not counted.
    let limit = expected.addingReportingOverflow(1 << 20)
    let found = try file.remaining(limit: limit.overflow ? .max : limit.partialValue)
    guard found == expected else {
      let isCut = !limit.overflow && found == limit.partialValue
      let difference =
        found < expected
        ? "\(expected - found) missing" : (isCut ? "more than " : "") + "\(found - expected) too many"
      throw wrong(file, "\(found) bytes follow its header, which announces \(extent) = \(expected): \(difference)")
    }
    guard expected <= memory else {
      throw DataError("\(path): its \(expected) bytes exceed the free memory", hint: "take a smaller file")
    }
    let bytes = try file.read(expected)
    guard bytes.count == expected else { throw wrong(file, "it changed while it was read") }
    return (extent.sizes, bytes)
  }

  private static func header(of file: InputFile, rank: Int, content: String) throws(DataError) -> [Int] {
    let length = 4 + 4 * rank
    let bytes = try file.read(length)
    let words = stride(from: 0, to: bytes.count - 3, by: 4).map { start in
      bytes[start..<start + 4].reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
    }
    let magic = 0x0800 | UInt32(rank)
    if let found = words.first, found != magic {
      throw wrong(file, "not an idx file of \(content): its magic number is \(hex(found)), expected \(hex(magic))")
    }
    guard bytes.count == length else {
      throw wrong(file, "it ends after \(bytes.count) bytes, within the \(length) bytes of an idx header")
    }
    let sizes = words.dropFirst().map { Int(Int32(bitPattern: $0)) }
    for (index, size) in sizes.enumerated() where size <= 0 {
      throw wrong(file, "size \(index + 1) of \(rank) in its header is \(size), expected at least 1")
    }
    return sizes
  }

  private static func wrong(_ file: InputFile, _ finding: String) -> DataError {
    DataError("\(file.path): \(finding)", hint: InputFile.anotherCopy)
  }

  private static func hex(_ word: UInt32) -> String {
    let digits = String(word, radix: 16)
    return "0x" + String(repeating: "0", count: 8 - digits.count) + digits
  }
}
