/// The colors of everything that is not data.
public enum Theme: Sendable, Equatable, CaseIterable {
  /// Dark on white, for paper.
  case light
  /// Light on nearly black, for screens.
  case dark

  var background: Color { self == .light ? Color(hex: 0xFFFFFF) : Color(hex: 0x15181E) }
  var text: Color { self == .light ? Color(hex: 0x1F2328) : Color(hex: 0xE8EAED) }
  var muted: Color { self == .light ? Color(hex: 0x5F6670) : Color(hex: 0xA3A9B3) }
  var frame: Color { self == .light ? Color(hex: 0xB4B9C0) : Color(hex: 0x525A66) }
  var grid: Color { self == .light ? Color(hex: 0xE9EBEE) : Color(hex: 0x292E37) }
}
