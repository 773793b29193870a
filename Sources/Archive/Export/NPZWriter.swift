import CZlib
import Files
import Interruption

/// Writes named arrays as NumPy's `.npz`: a ZIP archive (APPNOTE 6.3) with an uncompressed `.npy` file for each.
public struct NPZWriter {
  private struct Member {
    let name: [UInt8]
    let checksum: UInt32
    let size: UInt32
    let offset: UInt32
  }

  private let file: FileWriter
  private var members: [Member] = []

  /// Begins an archive.
  public init(_ file: FileWriter) { self.file = file }

  /// Adds an array.
  ///
  /// - Throws: `SystemError`, and `ArchiveError` where the archive would exceed the 4 GB that plain ZIP can address.
  public mutating func append(_ array: NPYArray, named name: String) throws {
    try SystemError.throwIfInterrupted()
    let size = array.header.count + array.content.count
    guard let offset = UInt32(exactly: file.count), let size = UInt32(exactly: size) else {
      throw ArchiveError("an npz archive cannot be larger than 4 GB")
    }
    let checksum = crc(array.content, crc(array.header, 0))
    let member = Member(name: Array("\(name).npy".utf8), checksum: UInt32(checksum), size: size, offset: offset)
    members.append(member)
    try file.append(Self.bytes(UInt32(0x0403_4B50)) + Self.description(member) + member.name)
    try array.write(to: file)
  }

  /// Writes the archive's directory; to be called after the last array.
  public func finish() throws {
    guard let start = UInt32(exactly: file.count) else {
      throw ArchiveError("an npz archive cannot be larger than 4 GB")
    }
    for member in members {
      let place = Self.bytes(UInt16(0), 0, 0) + Self.bytes(UInt32(0)) + Self.bytes(member.offset)
      try file.append(
        Self.bytes(UInt32(0x0201_4B50)) + Self.bytes(UInt16(20)) + Self.description(member) + place + member.name)
    }
    let size = UInt32(truncatingIfNeeded: file.count) - start
    let count = UInt16(members.count)
    try file.append(
      Self.bytes(UInt32(0x0605_4B50)) + Self.bytes(UInt16(0), 0, count, count) + Self.bytes(size, start)
        + Self.bytes(UInt16(0)))
  }

  /// The fields that stand both before the member and in the directory: version 2.0, no flags, stored, no earlier than
  /// the format's first day, checksum, both sizes, the name's length and no extra field.
  private static func description(_ member: Member) -> [UInt8] {
    bytes(UInt16(20), 0, 0, 0, 0x21) + bytes(member.checksum, member.size, member.size)
      + bytes(UInt16(member.name.count), 0)
  }

  private static func bytes<Number: FixedWidthInteger>(_ numbers: Number...) -> [UInt8] {
    numbers.flatMap { number in withUnsafeBytes(of: number.littleEndian) { Array($0) } }
  }

  private func crc(_ bytes: [UInt8], _ start: UInt) -> UInt { crc32_z(start, bytes, bytes.count) }
}
