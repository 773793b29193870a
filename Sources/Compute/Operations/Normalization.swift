/// A normalization of a layer's output, with a rectifier behind it; each kind is one file and one entry of `all`.
public struct Normalization: Sendable {
  /// What stands behind a layer in the notation.
  public let mark: Character
  /// For messages and help.
  public let name: String
  /// Whether it keeps running means and variances, which evaluation uses in place of the batch's.
  public let hasStatistics: Bool
  /// Plans it on the processor.
  let prepare:
    @Sendable (Engine, Tensor, NormalizationParameters, Bool) throws(ComputeError) -> any PlannedNormalization

  /// All there are.
  public static let all: [Normalization] = [.batch, .layer]

  /// That of a mark.
  public init?(mark: Character) {
    guard let found = Self.all.first(where: { $0.mark == mark }) else { return nil }
    self = found
  }

  init(
    mark: Character, name: String, hasStatistics: Bool,
    prepare:
      @escaping @Sendable (Engine, Tensor, NormalizationParameters, Bool) throws(ComputeError) ->
      any PlannedNormalization
  ) {
    self.mark = mark
    self.name = name
    self.hasStatistics = hasStatistics
    self.prepare = prepare
  }
}

extension Normalization: Equatable {
  /// Normalizations are told apart by their marks.
  public static func == (one: Normalization, other: Normalization) -> Bool { one.mark == other.mark }
}

/// The numbers of a normalization, one a channel.
public struct NormalizationParameters {
  /// γ and β.
  public let scale, shift: Tensor
  /// The running mean and variance, if it keeps such.
  public let statistics: (mean: Tensor, variance: Tensor)?

  /// Names the tensors.
  public init(scale: Tensor, shift: Tensor, statistics: (mean: Tensor, variance: Tensor)?) {
    self.scale = scale
    self.shift = shift
    self.statistics = statistics
  }
}
