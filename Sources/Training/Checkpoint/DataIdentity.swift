import Data

/// Which data a model was trained on: enough to tell them from others and to show what the model draws.
public struct DataIdentity: Sendable, Equatable {
  /// The name, such as `mnist`.
  public let name: String
  /// The checksum over all values and labels.
  public let checksum: String
  /// The shape of an example.
  public let shape: ExampleShape
  /// A table's columns with their scaling, so that new rows are made as these were; nil if the data are no table.
  public var columns: [Column]?
  /// The titles of the table's other columns: labels, ids, and what was left out.
  public var otherColumns: [String] = []
  /// The title of the column that names the rows.
  public var idColumn: String?
  /// The ELBO that all but one in a hundred training examples exceed, as it was measured last.
  public var outlierBound: Double?

  /// Names the data.
  public init(name: String, checksum: String, shape: ExampleShape) {
    self.name = name
    self.checksum = checksum
    self.shape = shape
  }
}

extension ExampleShape {
  /// The shape as checkpoints write it: `vector:2`, `image:28:28:1`.
  var savedText: String {
    switch self {
    case .vector(let count): "vector:\(count)"
    case .image(let height, let width, let channels): "image:\(height):\(width):\(channels)"
    }
  }

  /// A shape as checkpoints write it, of examples of `size` numbers; nil if the text is none.
  init?(savedText: String, size: Int) {
    let parts = savedText.split(separator: ":")
    let sizes = parts.dropFirst().compactMap { Int($0) }
    guard sizes.count == parts.count - 1, sizes.allSatisfy({ (1...size).contains($0) }) else { return nil }
    switch (parts.first, sizes.count) {
    case ("vector", 1): self = .vector(sizes[0])
    case ("image", 3) where sizes[0] <= size / sizes[1] && sizes[2] <= size / (sizes[0] * sizes[1]):
      self = .image(height: sizes[0], width: sizes[1], channels: sizes[2])
    default: return nil
    }
    guard count == size, self.savedText == savedText else { return nil }
  }
}
