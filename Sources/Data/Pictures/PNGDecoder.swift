import CPNG

/// Decodes PNG pictures through libpng's simplified interface, which keeps its errors to itself.
enum PNGDecoder {
  private static let sideLimit = 1 << 15

  /// The pixels of a file's bytes, row by row, the channels of a pixel side by side: one of gray, or three of red, green
  /// and blue. Transparent pixels are laid on white.
  /// - Throws: `DataError` if the file is no PNG, damaged, or too large for its bytes.
  static func decode(
    _ bytes: [UInt8], channels: Int, path: String
  ) throws(DataError) -> (width: Int, height: Int, pixels: [UInt8]) {
    var image = png_image()
    image.version = UInt32(PNG_IMAGE_VERSION)
    defer { png_image_free(&image) }
    // libpng goes on reading from these bytes until the pixels are there.
    let result = bytes.withUnsafeBytes { raw -> Result<[UInt8], DataError> in
      guard png_image_begin_read_from_memory(&image, raw.baseAddress, raw.count) != 0 else {
        return .failure(wrong(path, reason(image)))
      }
      // Else libpng takes 16 bits for linear light, and a gray of 128 · 257 becomes 188.
      image.flags |= UInt32(PNG_IMAGE_FLAG_16BIT_sRGB)
      return pixels(&image, channels: channels, path: path, limit: Extent.trusted(fileSize: bytes.count))
    }
    return (Int(image.width), Int(image.height), try result.get())
  }

  private static func pixels(
    _ image: inout png_image, channels: Int, path: String, limit: Int
  ) -> Result<[UInt8], DataError> {
    let sides = [Int(image.width), Int(image.height)]
    guard let count = Extent(sizes: sides + [channels]).product, count <= limit, sides.allSatisfy({ $0 <= sideLimit })
    else {
      return .failure(wrong(path, "its \(Extent(sizes: sides)) pixels are too many for its bytes"))
    }
    image.format = channels == 1 ? 0 : UInt32(PNG_FORMAT_FLAG_COLOR)
    var pixels = [UInt8](repeating: 255, count: count)
    // Without a background color, pixels are laid on what the buffer holds.
    guard png_image_finish_read(&image, nil, &pixels, 0, nil) != 0 else { return .failure(wrong(path, reason(image))) }
    return .success(pixels)
  }

  private static func reason(_ image: png_image) -> String {
    withUnsafeBytes(of: image.message) { raw in
      "not a PNG picture, or a damaged one (" + String(decoding: raw.prefix { $0 != 0 }, as: UTF8.self) + ")"
    }
  }

  private static func wrong(_ path: String, _ finding: String) -> DataError {
    DataError("\(path): \(finding)", hint: "mend it, or take it out of the folder")
  }
}
