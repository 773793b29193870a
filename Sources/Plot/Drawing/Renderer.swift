import CCairo

/// Draws figures.
public enum Renderer {
  /// The figure as a whole file. The same figure gives the same bytes.
  ///
  /// Throws ``PlotError/size(width:height:)`` for a size that cannot be drawn and ``PlotError/cairo(_:)`` when Cairo fails.
  public static func render(_ figure: Figure, as format: PictureFormat) throws(PlotError) -> [UInt8] {
    throw .cairo("drawing is not there yet")
  }
}
