/// The colors of categories: Okabe and Ito's up to 8, Tableau's up to 10, an ordered set of 32 beyond.
///
/// Okabe and Ito's set is ordered so that neighbors differ; its yellow is darkened on white, and gray stands in for black,
/// which is the text's. Beyond 10 the hues go around in large steps and in alternating lightness, so that neighbors
/// differ; nobody tells 32 colors apart, labels have to help.
public struct Palette: Sendable, Equatable {
  /// The number of categories told apart.
  public var categories: Int

  /// The palette for a number of categories.
  public init(categories: Int) {
    self.categories = max(1, categories)
  }

  /// The color of a category counted from 0; beyond the set's end it begins again with the first color.
  public func color(of category: Int, theme: Theme) -> Color {
    let colors = self.colors(theme)
    let index = category % colors.count
    return Color(hex: colors[index < 0 ? index + colors.count : index])
  }

  private func colors(_ theme: Theme) -> [UInt32] {
    switch (categories, theme) {
    case (...8, .light): Self.okabeItoOnWhite
    case (...8, .dark): Self.okabeItoOnBlack
    case (...10, _): Self.tableau
    case (_, .light): Self.manyOnWhite
    case (_, .dark): Self.manyOnBlack
    }
  }

  private static let okabeItoOnWhite: [UInt32] = [
    0x0072B2, 0xE69F00, 0x009E73, 0xD55E00, 0x56B4E9, 0xCC79A7, 0x595959, 0xBFB000,
  ]
  private static let okabeItoOnBlack: [UInt32] = [
    0x2A8FD4, 0xE69F00, 0x00B386, 0xE8703A, 0x7CC8F2, 0xD98CB8, 0xB9BDC4, 0xF0E442,
  ]
  private static let tableau: [UInt32] = [
    0x4E79A7, 0xF28E2B, 0xE15759, 0x76B7B2, 0x59A14F, 0xEDC948, 0xB07AA1, 0xFF9DA7, 0x9C755F, 0xBAB0AC,
  ]
  private static let manyOnWhite = many(lightness: [0.52, 0.70, 0.40, 0.62])
  private static let manyOnBlack = many(lightness: [0.66, 0.84, 0.54, 0.75])

  /// 32 colors, 8 hues in each of 4 lightnesses, hue and lightness changing at each step.
  private static func many(lightness: [Double]) -> [UInt32] {
    (0..<32).map { index in
      let ring = index % lightness.count
      let turn = Double(index * 5 % 8) / 8 + Double(index / 8) / 32 + 0.07
      return Oklch(lightness: lightness[ring], chroma: ring == 2 ? 0.115 : 0.135, turn: turn).hex
    }
  }
}
