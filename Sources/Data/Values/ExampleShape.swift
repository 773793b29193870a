/// The shape of one example, and with it the order of its values in memory.
public enum ExampleShape: Sendable, Equatable {
  /// A point or row of so many values.
  case vector(Int)
  /// Channel planes one after another, each row by row from the top.
  case image(height: Int, width: Int, channels: Int)

  /// Whether it is an image.
  public var isImage: Bool {
    if case .image = self { true } else { false }
  }

  /// How many values an example has.
  public var count: Int {
    switch self {
    case .vector(let count): count
    case .image(let height, let width, let channels): height * width * channels
    }
  }
}

extension ExampleShape: CustomStringConvertible {
  /// The sizes as a person writes them: `784`, `28×28` or `32×32×3`.
  public var description: String {
    switch self {
    case .vector(let count): "\(count)"
    case .image(let height, let width, 1): "\(height)×\(width)"
    case .image(let height, let width, let channels): "\(height)×\(width)×\(channels)"
    }
  }
}
