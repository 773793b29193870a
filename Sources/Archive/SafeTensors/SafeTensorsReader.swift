import Bytes
import Files

/// Reads a safetensors file. No size in it is believed before it was compared with the bytes there are.
public final class SafeTensorsReader {
  /// Texts and tensors that the file has.
  public let header: SafeTensorsHeader
  private let file: SourceFile
  private let encodedHeader: [UInt8]
  private let entries: [String: SafeTensorsHeader.Entry]

  /// A header larger than this is damage or an attack.
  static let largestHeader = 1 << 24

  /// Opens a file and reads its header; tensors are read when asked for.
  public convenience init(_ path: String) throws(ArchiveError) { try self.init(SourceFile(path)) }

  /// Opens a file that is kept in memory.
  public convenience init(_ file: MemoryFile) throws(ArchiveError) { try self.init(SourceFile(file)) }

  private init(_ file: SourceFile) throws(ArchiveError) {
    self.file = file
    guard file.size >= 8 else { throw ArchiveError("it has \(file.size) bytes and no header") }
    let length: UInt64 = UInt64(littleEndian: try file.read(1, at: 0)[0])
    guard length <= UInt64(file.size - 8) else {
      throw ArchiveError("it is not a safetensors file, or was cut: its header would be longer than the file")
    }
    guard length <= UInt64(Self.largestHeader) else { throw ArchiveError("its header of \(length) bytes is too long") }
    encodedHeader = try file.read(8 + Int(length), at: 0)
    let header = try HeaderParser.parse(Array(encodedHeader[8...]))
    let expected = encodedHeader.count + header.dataSize
    guard file.size == expected else {
      throw ArchiveError("it has \(file.size) bytes, and its header speaks of \(expected)")
    }
    self.header = header
    entries = Dictionary(header.entries.map { ($0.name, $0) }) { first, _ in first }
  }

  /// Texts by key.
  public var metadata: [String: String] { header.metadata }

  /// Whether there is a tensor of that name.
  public func contains(_ name: String) -> Bool { entries[name] != nil }

  /// The sizes of a tensor; nil if there is none of that name.
  public func shape(of name: String) -> [Int]? { entries[name]?.shape }

  /// Compares the file with the checksum inside.
  public func verify() throws(ArchiveError) {
    guard let digits = metadata[SafeTensorsHeader.checksumKey],
      let place = SafeTensorsHeader.checksumPlace(in: encodedHeader, digits: digits)
    else { throw ArchiveError("it has no checksum") }
    var header = encodedHeader
    header.replaceSubrange(place, with: Array(SafeTensorsHeader.noChecksum.utf8))
    var checksum = SHA256()
    checksum.update(header)
    var position = header.count
    while position < file.size {
      let end = min(position + 1 << 20, file.size)
      checksum.update(try file.read(end - position, at: position))
      position = end
    }
    guard checksum.hexDigits() == digits else { throw ArchiveError("it is damaged: its checksum does not match") }
  }

  /// The numbers of a float32 tensor, row-major.
  ///
  /// - Parameter shape: the sizes it must have; nil for any.
  public func floats(_ name: String, shape: [Int]? = nil) throws(ArchiveError) -> [Float] {
    try numbers(name, .float32, shape)
  }

  /// The numbers of a float64 tensor, row-major.
  public func doubles(_ name: String, shape: [Int]? = nil) throws(ArchiveError) -> [Double] {
    try numbers(name, .float64, shape)
  }

  private func numbers<Number: BitwiseCopyable>(
    _ name: String, _ type: ElementType, _ shape: [Int]?
  ) throws(ArchiveError) -> [Number] {
    guard let entry = entries[name] else { throw ArchiveError("it has no tensor \(HeaderParser.shown(name))") }
    guard entry.type == type else {
      throw ArchiveError("\(name) has numbers of type \(entry.type.rawValue), and \(type.rawValue) was expected")
    }
    guard shape == nil || shape == entry.shape else {
      throw ArchiveError("\(name) has the shape \(entry.shape), and \(shape ?? []) was expected")
    }
    return try file.read(entry.bytes.count / type.size, at: encodedHeader.count + entry.bytes.lowerBound)
  }
}
