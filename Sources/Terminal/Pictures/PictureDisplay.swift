import CChafa
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

  /// A picture as the text that shows it, ending in a line break.
  struct Shown {
    let text: String
    let rows: Int
  }

  /// The text that shows a PNG picture as `setting` says: `auto`, `off` or a protocol; nil if none is shown.
  func text(png: () -> [UInt8]?, setting: String) -> String? { shown(png: png, setting: setting)?.text }

  /// The same with the rows it takes; `replacing` the last picture that was.
  func shown(png: () -> [UInt8]?, setting: String, replacing: Bool = false) -> Shown? {
    guard abilities.canRedraw else { return nil }
    let ability = ability(setting)
    guard ability.shape != nil, let bytes = png(), let picture = InlinePicture(png: bytes) else { return nil }
    let (columns, rows) = (max(1, (abilities.width ?? 80) - 1), max(4, (abilities.height ?? 24) - 4))
    let box = picture.box(ability, columns: columns, rows: rows)
    return picture.text(in: box, ability, colors: colors, replacing: replacing).map { Shown(text: $0, rows: box.rows) }
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
