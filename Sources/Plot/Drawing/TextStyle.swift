/// How a text is set.
struct TextStyle: Hashable {
  /// The size in points.
  var size: Double
  var isBold = false

  static let title = TextStyle(size: 11.5, isBold: true)
  /// Smaller and smaller titles for narrow figures.
  static let titles = [11.5, 10.5, 9.5].map { TextStyle(size: $0, isBold: true) }
  static let panelTitle = TextStyle(size: 10)
  static let axis = TextStyle(size: 9.5)
  /// Smaller and smaller axis titles, and titles of panels, for narrow charts.
  static let axes = [9.5, 8.5].map { TextStyle(size: $0) }
  static let panelTitles = [10, 9].map { TextStyle(size: $0) }
  static let tick = TextStyle(size: 8.5)
  static let legend = TextStyle(size: 8.5)
  static let legendTitle = TextStyle(size: 8.5, isBold: true)
  static let note = TextStyle(size: 8)
  static let ellipse = TextStyle(size: 8.5, isBold: true)

  /// The height of capitals and digits in DejaVu Sans, by which a line of text is placed.
  var capHeight: Double { size * 0.729 }
  /// What hangs below the baseline.
  var descent: Double { size * 0.236 }
  /// The room a line takes.
  var lineHeight: Double { capHeight + descent }
}

/// The room that a text takes on one line, in points.
struct TextSize: Equatable {
  /// The width, with the space around its first and last letter.
  let width: Double
  /// How far its highest letter rises above the baseline.
  let ascent: Double
  /// How far its lowest letter hangs below the baseline.
  let descent: Double
}

/// The side of a text that stands at its place.
enum Anchor {
  case start
  case middle
  case end

  /// The share of the text's width before its place.
  var share: Double {
    switch self {
    case .start: 0
    case .middle: 0.5
    case .end: 1
    }
  }
}
