/// A way to show a picture in a terminal.
public enum PictureProtocol: String, Sendable {
  /// kitty's graphics protocol: the PNG file itself.
  case kitty
  /// iTerm2's: the PNG file itself.
  case iterm
  /// Sixels: pixels in at most 256 colors.
  case sixel
  /// Letters that fill a part of their cell.
  case blocks
}
