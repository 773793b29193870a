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

  /// The color of the edge that an area needs so that it stands out from a dark background; nil where it does without.
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
