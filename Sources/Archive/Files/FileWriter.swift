/// Takes a file's content from its beginning on.
public final class FileWriter {
  /// How many bytes were appended.
  public private(set) var count = 0
  private let descriptor: Int32
  private let files: any FileSystem

  init(_ descriptor: Int32, files: any FileSystem) {
    self.descriptor = descriptor
    self.files = files
  }

  /// Writes bytes after those before.
  public func append(_ bytes: UnsafeRawBufferPointer) throws(SystemError) {
    try files.write(bytes, to: descriptor, at: count)
    count += bytes.count
  }

  /// Writes numbers, as they lie in memory, after the bytes before.
  public func append<Element: BitwiseCopyable>(_ values: [Element]) throws(SystemError) {
    try values.span.withUnsafeBytes { bytes throws(SystemError) in try append(bytes) }
  }

  /// Writes over bytes that were appended before.
  public func overwrite(_ bytes: [UInt8], at offset: Int) throws(SystemError) {
    try bytes.span.withUnsafeBytes { bytes throws(SystemError) in try files.write(bytes, to: descriptor, at: offset) }
  }
}
