/// What the dots of a scatter have in common.
struct DotStyle {
  /// In points.
  let diameter: Double
  let opacity: Double
  let colors: [Color]
}
