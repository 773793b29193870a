import CZlib

/// Bytes whose number and CRC-32 are known beforehand; the last of them come only where both are right.
final class ChecksummedSource: ByteSource {
  let path: String
  private let source: any ByteSource
  private let checksum: UInt
  private var left: Int
  private var value: UInt = 0

  init(_ source: any ByteSource, count: Int, checksum: Int) {
    self.source = source
    path = source.path
    left = count
    self.checksum = UInt(checksum)
  }

  func fill(_ buffer: UnsafeMutableRawBufferPointer) throws(DataError) -> Int {
    guard left > 0 else { return 0 }
    let filled = try source.fill(UnsafeMutableRawBufferPointer(rebasing: buffer[..<min(buffer.count, left)]))
    value = crc32_z(value, buffer.bindMemory(to: UInt8.self).baseAddress, filled)
    left -= filled
    guard left > 0 || value == checksum else {
      throw DataError("\(path): a checksum shows that it is damaged", hint: "take another copy of the file")
    }
    return filled
  }
}
