/// The files beside the figures of a notebook with what their points are, which pages take in.
public enum FigurePoints {
  /// How each of them begins: it says whose it is.
  public static let beginning = "{\"software\":\"gmvae\""
}
