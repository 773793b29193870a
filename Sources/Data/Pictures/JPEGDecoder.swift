import CJPEG

/// Decodes JPEG pictures through libjpeg-turbo's own interface, whose errors come back as values.
enum JPEGDecoder {
  /// A photograph of 134 million pixels; larger ones are made smaller before anyone learns from them.
  private static let pixelLimit = 1 << 27

  /// The pixels of a file's bytes, row by row, the channels of a pixel side by side: one of gray, or three of red, green
  /// and blue.
  static func decode(
    _ bytes: [UInt8], channels: Int, path: String
  ) throws(DataError) -> (width: Int, height: Int, pixels: [UInt8]) {
    guard let decoder = tjInitDecompress() else {
      throw DataError("\(path): no memory to decode it", hint: "close other programs")
    }
    defer { tjDestroy(decoder) }
    var (width, height, sampling, space) = (Int32(0), Int32(0), Int32(0), Int32(0))
    guard tjDecompressHeader3(decoder, bytes, UInt(bytes.count), &width, &height, &sampling, &space) == 0 else {
      throw wrong(path, decoder)
    }
    guard let count = Extent(sizes: [Int(width), Int(height), channels]).product, count > 0,
      count / channels <= pixelLimit
    else {
      throw DataError(
        "\(path): \(width) × \(height) pixels are too many", hint: "make it smaller, or take it out of the folder")
    }
    var pixels = [UInt8](repeating: 0, count: count)
    let format = channels == 1 ? TJPF_GRAY : TJPF_RGB
    let status = tjDecompress2(
      decoder, bytes, UInt(bytes.count), &pixels, width, 0, height, Int32(format.rawValue), Int32(TJFLAG_ACCURATEDCT))
    // Warnings are about bytes that do no harm, but for those that are missing.
    let isWarning = tjGetErrorCode(decoder) == Int32(TJERR_WARNING.rawValue)
    guard status == 0 || isWarning && !message(decoder).contains("remature") else { throw wrong(path, decoder) }
    return (Int(width), Int(height), pixels)
  }

  private static func message(_ decoder: tjhandle) -> String {
    tjGetErrorStr2(decoder).map { String(cString: $0) } ?? ""
  }

  private static func wrong(_ path: String, _ decoder: tjhandle) -> DataError {
    DataError(
      "\(path): a JPEG picture that cannot be decoded (\(message(decoder)))",
      hint: "mend it, or take it out of the folder")
  }
}
