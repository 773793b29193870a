/// What a mark is drawn with: a role that palette and theme turn into a color.
public enum Ink: Sendable, Hashable {
  /// The color of a category (label, component, run) counted from 0.
  case category(Int)
  /// The theme's text color.
  case text
  /// The theme's color for what stands back.
  case muted
  /// The color of a quantity, as a share 0…1 of its range.
  case quantity(Double)
  /// A color of its own.
  case color(Color)
}

extension Ink {
  /// The category, -1 for what is none.
  var category: Int {
    if case .category(let category) = self { category } else { -1 }
  }
}
