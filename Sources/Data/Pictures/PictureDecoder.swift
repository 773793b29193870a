/// Decodes a picture by what is in it: PNG or JPEG, whatever its name says.
public enum PictureDecoder {
  /// More bytes than a picture to learn from needs.
  private static let sizeLimit = 1 << 28

  /// The pixels of a file, row by row, the channels of a pixel side by side: one of gray, or three of red, green and blue.
  /// - Throws: `DataError` if the file is no picture, damaged, or too large.
  public static func decode(
    _ path: String, channels: Int
  ) throws(DataError) -> (width: Int, height: Int, pixels: [UInt8]) {
    try decode(RawPath(path), channels: channels)
  }

  static func decode(
    _ path: RawPath, channels: Int
  ) throws(DataError) -> (width: Int, height: Int, pixels: [UInt8]) {
    let file = try InputFile(path)
    let size = try file.remaining(limit: sizeLimit + 1)
    guard size <= sizeLimit else {
      throw DataError(
        "\(path.text): its bytes are more than the 256 MB a picture may have",
        hint: "make it smaller, or take it out of the folder")
    }
    guard size > 0 else {
      throw DataError("\(path.text): it is empty, a file of 0 bytes", hint: "take it out of the folder")
    }
    let bytes = try file.read(exactly: size)
    return bytes.starts(with: [0xff, 0xd8])
      ? try JPEGDecoder.decode(bytes, channels: channels, path: path.text)
      : try PNGDecoder.decode(bytes, channels: channels, path: path.text)
  }
}
