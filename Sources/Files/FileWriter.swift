/// Takes a file's content from its beginning on.
public final class FileWriter {
  /// Writes all of some bytes at an offset.
  typealias Write = (_ bytes: UnsafeRawBufferPointer, _ offset: Int) throws(SystemError) -> Void

  /// How many bytes were appended.
  public private(set) var count = 0
  private let write: Write

  init(_ write: @escaping Write) { self.write = write }

  /// Writes bytes after those before.
  public func append(_ bytes: UnsafeRawBufferPointer) throws(SystemError) {
    try write(bytes, count)
    count += bytes.count
  }

  /// Writes numbers, as they lie in memory, after the bytes before.
  public func append<Element: BitwiseCopyable>(_ values: [Element]) throws(SystemError) {
    try values.span.withUnsafeBytes { bytes throws(SystemError) in try append(bytes) }
  }

  /// Writes over bytes that were appended before.
  public func overwrite(_ bytes: [UInt8], at offset: Int) throws(SystemError) {
    try bytes.span.withUnsafeBytes { bytes throws(SystemError) in try write(bytes, offset) }
  }
}
