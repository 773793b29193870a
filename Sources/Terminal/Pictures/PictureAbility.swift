import Printing

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

/// What a terminal can show of pictures.
struct PictureAbility: Equatable {
  /// How pictures are shown; nil if they are not.
  var shape: PictureProtocol?
  /// A cell's width and height in pixels, as far as known.
  var cellWidth = 10
  var cellHeight = 20

  /// With fewer colors for its sixels a figure's labels would look alike.
  private static let leastColors = 64

  /// No pictures.
  static let none = PictureAbility(shape: nil)

  /// Decides by a terminal's own answers alone. One that does not even answer the last question shows nothing.
  init(_ replies: TerminalReplies, abilities: TerminalAbilities, variable: (String) -> String?) {
    guard let attributes = replies.attributes else { return }
    if let cell = replies.cell ?? abilities.cell { (cellWidth, cellHeight) = cell }
    let isITerm =
      replies.name.hasPrefix("iTerm2") || !Self.isNested(variable) && variable("TERM_PROGRAM") == "iTerm.app"
    shape =
      if replies.hasKitty { .kitty } else if isITerm {
        .iterm
      } else if attributes.dropFirst().contains(4), (replies.registers ?? 256) >= Self.leastColors {
        .sixel
      } else { abilities.hasColor && abilities.hasUnicode ? .blocks : nil }
  }

  /// What a person has set, whatever the terminal says.
  init(shape: PictureProtocol?) { self.shape = shape }

  /// Whether a multiplexer stands between: it takes kitty's question for a title, and passes no such picture on.
  static func isNested(_ variable: (String) -> String?) -> Bool {
    let terminal = variable("TERM") ?? ""
    return variable("TMUX") != nil || variable("STY") != nil || terminal.hasPrefix("tmux")
      || terminal.hasPrefix("screen")
  }
}

/// The cells of a terminal that a picture takes.
struct PictureBox: Equatable {
  let columns: Int
  let rows: Int

  /// The most that fit `columns` by `rows` cells without enlarging the picture's pixels, at the picture's own shape.
  init(width: Int, height: Int, columns: Int, rows: Int, ability: PictureAbility) {
    let (cellWidth, cellHeight) = (Double(ability.cellWidth), Double(ability.cellHeight))
    let natural = Double(width) / cellWidth
    let slope = Double(height) / Double(max(1, width)) * cellWidth / cellHeight
    let widest = min(Double(columns), natural, Double(rows) / slope)
    self.columns = max(1, Int(widest))
    self.rows = min(rows, max(1, Int((Double(self.columns) * slope).rounded())))
  }
}
