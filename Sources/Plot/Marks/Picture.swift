/// A small image, gray or in color.
public struct Picture: Sendable, Equatable {
  /// The number of columns.
  public let width: Int
  /// The number of rows.
  public let height: Int
  /// 1 for gray (0 black, 255 white), 3 for red, green, blue.
  public let channels: Int
  /// height × width × channels values, row by row.
  public let pixels: [UInt8]

  /// An image of height × width × channels values, row by row; `nil` when their number does not fit, or `channels`
  /// is neither 1 nor 3.
  public init?(width: Int, height: Int, channels: Int = 1, pixels: [UInt8]) {
    guard width > 0, height > 0, channels == 1 || channels == 3 else { return nil }
    let (area, areaOverflows) = width.multipliedReportingOverflow(by: height)
    let (count, countOverflows) = area.multipliedReportingOverflow(by: channels)
    guard !areaOverflows, !countOverflows, count == pixels.count else { return nil }
    self.width = width
    self.height = height
    self.channels = channels
    self.pixels = pixels
  }
}
