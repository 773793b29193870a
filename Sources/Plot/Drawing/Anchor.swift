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
