/// The colors of categories. Up to 8: Okabe and Ito's, yellow darkened on white, gray in place of black.
public struct Palette: Sendable, Equatable {
  /// The number of categories told apart; a category beyond it begins again with the first color.
  public var categories: Int

  /// The palette for a number of categories.
  public init(categories: Int) {
    self.categories = max(1, categories)
  }

  /// The color of a category counted from 0.
  public func color(of category: Int, theme: Theme) -> Color {
    Color(hex: 0x0072B2)
  }
}
