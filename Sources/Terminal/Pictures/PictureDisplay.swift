import CChafa
import Language
import Printing

/// Shows figures in the terminal, as the person has set it and the terminal can.
public final class PictureDisplay {
  private let abilities: TerminalAbilities
  private let variable: (String) -> String?
  private let ask: (() -> TerminalReplies)?
  private var answer: PictureAbility?

  /// A display on a stream with these abilities. `ask` asks the terminal; nil if nobody may, as in a script, which then
  /// shows pictures only where it sets how.
  init(
    abilities: TerminalAbilities, variable: @escaping (String) -> String? = { Environment[$0] },
    ask: (() -> TerminalReplies)?
  ) {
    self.abilities = abilities
    self.variable = variable
    self.ask = ask
  }

  /// A figure as the text that shows it, ending in a line break.
  struct Shown {
    let text: String
    let rows: Int
    /// Whether it is made of letters, of which some fill a part of their cell.
    var isOfLetters = false
  }

  /// The most cells of a figure of letters.
  private static let most = (columns: 120, rows: 36)

  /// What shows a figure as `setting` says: `auto`, `off` or a protocol; nil if none is shown. `replacing` the last figure
  /// that was.
  func shown(_ figure: ShownFigure, setting: String, replacing: Bool = false) -> Shown? {
    guard abilities.canRedraw else { return nil }
    let ability = ability(setting)
    let (columns, rows) = (max(1, (abilities.width ?? 80) - 1), max(4, (abilities.height ?? 24) - 4))
    switch ability.shape {
    case nil: return nil
    case .blocks:
      let (columns, rows) = (min(columns, Self.most.columns), min(rows, Self.most.rows))
      let picture = figure.cells(columns, rows) { $0.columns }
      return picture?.text(colors: colors).map { Shown(text: $0, rows: rows, isOfLetters: true) }
    case .kitty, .iterm, .sixel:
      guard let picture = figure.png().flatMap(InlinePicture.init) else { return nil }
      let box = picture.box(ability, columns: columns, rows: rows)
      return picture.text(in: box, ability, replacing: replacing).map { Shown(text: $0, rows: box.rows) }
    }
  }

  private func ability(_ setting: String) -> PictureAbility {
    guard setting == "auto" else { return PictureAbility(shape: PictureProtocol(rawValue: setting)) }
    if let answer { return answer }
    let answered = ask.map { PictureAbility($0(), abilities: abilities, variable: variable) } ?? .none
    answer = answered
    return answered
  }

  /// Only how many colors letters have is read from the environment: no question tells it.
  private var colors: gmvae_colors {
    if ["truecolor", "24bit"].contains(variable("COLORTERM") ?? "") { return gmvae_colors_all }
    return variable("TERM")?.contains("256color") == true ? gmvae_colors_256 : gmvae_colors_16
  }
}
