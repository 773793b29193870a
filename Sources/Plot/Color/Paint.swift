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

/// What turns a role into a color: theme and palette of one figure.
struct Paint {
  let theme: Theme
  let palette: Palette

  func color(_ ink: Ink) -> Color {
    switch ink {
    case .category(let category): palette.color(of: category, theme: theme)
    case .text: theme.text
    case .muted: theme.muted
    case .quantity(let share): Viridis.color(at: share, on: theme)
    case .color(let color): color
    }
  }

  /// The color of the edge that an area needs so that it stands out from a dark background; nil if it does without.
  func edgeColor(_ ink: Ink) -> Color? {
    theme == .dark && color(ink).contrast(to: theme.background) < 3 ? textColor(ink) : nil
  }

  /// The color for text: moved towards the theme's until it can be read, at a contrast of 3 to 1.
  func textColor(_ ink: Ink) -> Color {
    let color = color(ink)
    let shares = stride(from: 0.0, through: 1, by: 0.1).map { color.mixed(with: theme.text, share: $0) }
    return shares.first { $0.contrast(to: theme.background) >= 3 } ?? theme.text
  }
}
