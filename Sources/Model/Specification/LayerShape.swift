/// The shape of what one example is at some place in a network.
public enum LayerShape: Sendable, Equatable, CustomStringConvertible {
  /// So many numbers.
  case vector(Int)
  /// Channel planes of rows.
  case image(channels: Int, height: Int, width: Int)

  /// No example has more numbers than this anywhere in a network: products of two such sizes fit an address.
  public static let mostNumbers = 1 << 26
  /// Nor an image longer sides.
  public static let longestSide = 65_536

  /// How many numbers there are.
  public var count: Int {
    switch self {
    case .vector(let count): count
    case .image(let channels, let height, let width): channels * height * width
    }
  }

  /// The channels that batch normalization tells apart: those of an image, each number of a vector.
  public var channels: Int {
    switch self {
    case .vector(let count): count
    case .image(let channels, _, _): channels
    }
  }

  /// Its sizes: the numbers of a vector; channels, rows and columns of an image.
  public var sides: [Int] {
    switch self {
    case .vector(let count): [count]
    case .image(let channels, let height, let width): [channels, height, width]
    }
  }

  /// Whether it has channels and pixels.
  public var isImage: Bool { if case .image = self { true } else { false } }

  /// The dimensions of `rows` examples.
  func dimensions(rows: Int) -> [Int] {
    [rows] + sides
  }

  /// For people: "500", "16 × 23 × 23".
  public var description: String {
    switch self {
    case .vector(let count): "\(count)"
    case .image(let channels, let height, let width): "\(channels) × \(height) × \(width)"
    }
  }
}
