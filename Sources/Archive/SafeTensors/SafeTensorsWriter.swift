import Bytes
import Files

/// Writes a safetensors file tensor by tensor, so that only one of them is in memory twice.
///
/// Metadata get a SHA-256 under `sha256`: of the whole file, with zeros in the place of those digits. A reader of ours
/// finds any damage by it; other readers take it for a text.
public struct SafeTensorsWriter {
  /// Texts by key.
  public var metadata: [String: String] = [:]
  private var header = SafeTensorsHeader()
  /// Each hands its tensor's bytes on.
  private var contents: [(_ take: (UnsafeRawBufferPointer) throws -> Void) throws -> Void] = []

  /// A file without tensors yet.
  public init() {}

  /// Adds a tensor of float32 numbers, row-major, which `content` gives when they are written.
  public mutating func add(_ name: String, shape: [Int], content: @escaping () throws -> [Float]) {
    add(name, .float32, shape)
    contents.append { take in try content().withUnsafeBytes(take) }
  }

  /// Adds a tensor of float64 numbers, row-major.
  public mutating func add(_ name: String, shape: [Int], doubles: [Double]) {
    add(name, .float64, shape)
    contents.append { take in try doubles.withUnsafeBytes(take) }
  }

  private mutating func add(_ name: String, _ type: ElementType, _ shape: [Int]) {
    let start = header.dataSize
    let size = SafeTensorsHeader.byteCount(of: shape, type) ?? 0
    header.entries.append(.init(name: name, type: type, shape: shape, bytes: start..<start + size))
  }

  /// Writes all of it.
  ///
  /// - Throws: `SystemError`, `ArchiveError` where a tensor does not have as many numbers as its shape says, and what the
  ///   tensors' closures throw.
  public func write(to file: FileWriter) throws {
    var header = header
    header.metadata = metadata
    header.metadata[SafeTensorsHeader.checksumKey] = SafeTensorsHeader.noChecksum
    let encoded = header.encoded()
    var checksum = SHA256()
    checksum.update(encoded)
    try file.append(encoded)
    for (entry, content) in zip(header.entries, contents) {
      try content { bytes in
        guard bytes.count == entry.bytes.count else {
          throw ArchiveError("\(entry.name) has \(bytes.count) bytes in place of \(entry.bytes.count)")
        }
        checksum.update(bytes)
        try file.append(bytes)
      }
    }
    guard let place = SafeTensorsHeader.checksumPlace(in: encoded, digits: SafeTensorsHeader.noChecksum) else { return }
    try file.overwrite(Array(checksum.hexDigits().utf8), at: place.lowerBound)
  }
}
