/// The colors of categories, for every kind of color vision: Okabe and Ito's up to 8, Tableau's hues up to 10, an ordered
/// set of 32 beyond.
///
/// In each set every two colors stay apart under simulated deuteranopia and protanopia (Machado et al. 2009). Okabe and
/// Ito's set is ordered so that neighbors differ; gray stands in for its black, which is the text's, and on white a violet
/// for its yellow. Tableau's hues have their lightness moved, for its red and green look alike to many. The set beyond
/// is ordered so that each color is as far from all before it as can be; nobody tells 32 colors apart, labels help.
public struct Palette: Sendable, Equatable {
  /// The number of categories told apart.
  public var categories: Int

  /// Which set of colors it is.
  public var set: ColorSet

  /// The sets of colors there are.
  public enum ColorSet: String, CaseIterable, Sendable {
    /// The one that suits the number of categories.
    case auto
    /// Okabe and Ito's.
    case okabe
    /// Tableau's hues.
    case tableau
    /// The ordered set of 32.
    case many
    /// Grays, for paper without colors.
    case gray
  }

  /// The palette for a number of categories.
  public init(categories: Int, set: ColorSet = .auto) {
    self.categories = max(1, categories)
    self.set = set
  }

  /// The color of a category counted from 0; beyond the set's end it begins again with the first color.
  public func color(of category: Int, theme: Theme) -> Color {
    let colors = self.colors(theme)
    let index = category % colors.count
    return Color(hex: colors[index < 0 ? index + colors.count : index])
  }

  private func colors(_ theme: Theme) -> [UInt32] {
    switch set {
    case .auto: categories <= 8 ? okabeIto(theme) : categories <= 10 ? Self.tableau : Self.many
    case .okabe: okabeIto(theme)
    case .tableau: Self.tableau
    case .many: Self.many
    case .gray: theme == .light ? Self.grays : Self.grays.reversed()
    }
  }

  private func okabeIto(_ theme: Theme) -> [UInt32] {
    theme == .light ? Self.okabeItoOnWhite : Self.okabeItoOnBlack
  }

  private static let okabeItoOnWhite: [UInt32] = [
    0x0072B2, 0xE69F00, 0x009E73, 0xD55E00, 0x56B4E9, 0xCC79A7, 0x595959, 0x5B2A86,
  ]
  private static let okabeItoOnBlack: [UInt32] = [
    0x2A8FD4, 0xE69F00, 0x00B386, 0xE8703A, 0x7CC8F2, 0xD98CB8, 0xDADEE5, 0xF0E442,
  ]
  private static let tableau: [UInt32] = [
    0x3A56A9, 0xE66E1A, 0xB93664, 0x3EDADE, 0x1BA665, 0xC4BC0C, 0x956DB6, 0xFBB496, 0x824F01, 0x9DA3AD,
  ]
  private static let grays: [UInt32] = [0x000000, 0x9A9A9A, 0x555555, 0xC8C8C8, 0x2E2E2E, 0xB2B2B2, 0x787878, 0xE0E0E0]
  private static let many: [UInt32] = [
    0x0072B2, 0xE69F00, 0xA11D05, 0xEA94FE, 0x41B59C, 0xEC4D33, 0x8A70FC, 0xC1297E, 0x445F50, 0x4A3CC2, 0x7C95C7,
    0xA6C87A, 0x24922D, 0xC3B4CE, 0x872887, 0xB87A6E, 0xA6A166, 0x4D5FE4, 0x40919C, 0xAC47C2, 0x945913, 0x6D5F92,
    0xCB6595, 0xB680F3, 0xE48A90, 0x1656A4, 0xA9244E, 0x806E58, 0x44D7A9, 0x56B4E1, 0x73BF49, 0x98A9C1,
  ]
}
