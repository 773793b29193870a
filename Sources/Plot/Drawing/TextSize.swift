/// The room that a text takes on one line, in points.
struct TextSize: Equatable {
  /// The width, with the space around its first and last letter.
  let width: Double
  /// How far its highest letter rises above the baseline.
  let ascent: Double
  /// How far its lowest letter hangs below the baseline.
  let descent: Double
}
