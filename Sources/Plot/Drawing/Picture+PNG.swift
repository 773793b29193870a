extension Picture {
  /// The image as a PNG file, a pixel for a pixel, 72 of them to the inch.
  public func png() throws(PlotError) -> [UInt8] {
    guard let file = PNGFile(self, pixelsPerMeter: 2835) else { throw .cairo("out of memory") }
    return file.bytes
  }
}
