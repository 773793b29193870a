/// What turns a role into a color: theme and palette of one figure.
struct Paint {
  let theme: Theme
  let palette: Palette

  func color(_ ink: Ink) -> Color {
    switch ink {
    case .category(let category): palette.color(of: category, theme: theme)
    case .text: theme.text
    case .muted: theme.muted
    case .color(let color): color
    }
  }
}
