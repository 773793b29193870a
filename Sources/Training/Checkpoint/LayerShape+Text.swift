import Model

extension LayerShape {
  /// The shape as checkpoints write it: `vector:2`, `image:3:32:32`.
  var savedText: String {
    switch self {
    case .vector(let count): "vector:\(count)"
    case .image(let channels, let height, let width): "image:\(channels):\(height):\(width)"
    }
  }

  /// A shape as checkpoints write it; nil where the text is none.
  init?(savedText: String) {
    let parts = savedText.split(separator: ":", omittingEmptySubsequences: false)
    let sizes = parts.dropFirst().map { Int($0) ?? -1 }
    switch (parts.first, sizes.count) {
    case ("vector", 1): self = .vector(sizes[0])
    case ("image", 3): self = .image(channels: sizes[0], height: sizes[1], width: sizes[2])
    default: return nil
    }
    guard isPossible, self.savedText == savedText else { return nil }
  }

  /// Whether all sizes are within bounds.
  var isPossible: Bool {
    switch self {
    case .vector(let count): (1...Self.mostNumbers).contains(count)
    case .image(let channels, let height, let width):
      [channels, height, width].allSatisfy { (1...Self.longestSide).contains($0) } && count <= Self.mostNumbers
    }
  }
}
