/// A part of a file. It moves the file's position, so one section of a file is read at a time.
final class FileSection: ByteSource {
  let path: String
  private let file: InputFile
  private var left: Int

  /// The `count` bytes from `start` on.
  init(_ file: InputFile, start: Int, count: Int) throws(DataError) {
    self.file = file
    path = file.path
    left = count
    try file.seek(to: start)
  }

  func fill(_ buffer: UnsafeMutableRawBufferPointer) throws(DataError) -> Int {
    let filled = try file.fill(UnsafeMutableRawBufferPointer(rebasing: buffer[..<min(buffer.count, left)]))
    left -= filled
    return filled
  }
}
