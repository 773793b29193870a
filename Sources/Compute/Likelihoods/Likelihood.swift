import CKernels

/// p(y|x), the distribution of an observation given what the decoder makes of its latent x.
///
/// A likelihood is one file in this folder and one entry of `all`: that is what messages, help, checkpoints and the
/// commands' choices are made from.
public struct Likelihood: Sendable {
  /// As commands and checkpoints write it.
  public let name: String
  /// Its name in a sentence: "Bernoulli".
  public let title: String
  /// One line of help: what it is for.
  public let summary: String
  /// The values it is defined for; of others it would make an objective without a bound.
  public let support: Support
  /// What the decoder gives for each observed number: D first parameters, then D second ones.
  public let parameters: [String]
  /// The greatest log p of a number, in nats, if that is a density: it has no bound but the least variance that is computed.
  /// Nil for the probability of a number, of which log p is 0 at most.
  public let largestLogDensity: Double?
  /// Whether the encoder reads ln(1 + y), for counts whose sizes are far apart.
  public let encodesLogarithms: Bool
  /// log p(y|x) of rows, and its gradient, in one call.
  let kernel: Kernel
  /// Turns the first parameters of rows into means, in place; nil if they are means.
  let toMeans: (@Sendable (Outputs) -> Void)?
  /// A draw of y, `size` numbers, from what the decoder gave for it.
  let drawRow: Draw

  typealias Draw =
    @Sendable (
      _ outputs: [Float], _ size: Int, _ levels: [Int32], _ generator: inout CounterGenerator
    ) -> [Float]

  typealias Kernel = @convention(c) (UnsafePointer<gm_observation>) -> Void

  /// What the decoder gives for rows of `size` numbers.
  struct Outputs {
    let rows, size: Int
    /// For each number how many levels of a category begin with it, or 0; nil where the likelihood has no columns.
    let levels: UnsafePointer<Int32>?
    let values: UnsafeMutablePointer<Float>
  }

  /// All likelihoods there are, the one for most data first.
  public static let all: [Likelihood] = [.bernoulli, .gaussian, .poisson, .nb, .zinb, .categorical, .mixed]

  /// The likelihood of that name.
  public init?(named name: String) {
    guard let found = Self.all.first(where: { $0.name == name }) else { return nil }
    self = found
  }

  init(
    name: String, title: String, summary: String, support: Support, parameters: [String],
    largestLogDensity: Double? = nil, kernel: @escaping Kernel, toMeans: (@Sendable (Outputs) -> Void)? = nil,
    encodesLogarithms: Bool = false, drawRow: @escaping Draw
  ) {
    self.name = name
    self.title = title
    self.summary = summary
    self.support = support
    self.parameters = parameters
    self.largestLogDensity = largestLogDensity
    self.kernel = kernel
    self.toMeans = toMeans
    self.encodesLogarithms = encodesLogarithms
    self.drawRow = drawRow
  }

  /// One whose numbers are independent, each drawn from its own parameters.
  init(
    name: String, title: String, summary: String, support: Support, parameters: [String],
    largestLogDensity: Double? = nil, kernel: @escaping Kernel, toMeans: (@Sendable (Outputs) -> Void)? = nil,
    drawNumber: @escaping @Sendable (_ parameters: [Double], _ generator: inout CounterGenerator) -> Double
  ) {
    let count = parameters.count
    self.init(
      name: name, title: title, summary: summary, support: support, parameters: parameters,
      largestLogDensity: largestLogDensity, kernel: kernel, toMeans: toMeans,
      drawRow: { outputs, size, _, generator in
        (0..<size).map { d in
          Float(drawNumber((0..<count).map { Double(outputs[$0 * size + d]) }, &generator))
        }
      })
  }

  /// Whether log p is that of a density.
  public var isDensity: Bool { largestLogDensity != nil }

  /// How many numbers the decoder gives for `size` observed ones.
  public func outputs(for size: Int) -> Int { parameters.count * size }

  /// An observation of `size` numbers, drawn from what the decoder gave for it; `levels` as `ObservationBuffers` has them.
  public func draw(
    _ outputs: [Float], size: Int, levels: [Int32] = [], using generator: inout CounterGenerator
  ) -> [Float] {
    drawRow(outputs, size, levels, &generator)
  }
}

extension Likelihood: Equatable {
  /// Likelihoods are told apart by their names.
  public static func == (one: Likelihood, other: Likelihood) -> Bool { one.name == other.name }
}

extension Likelihood: CustomStringConvertible {
  /// Its name.
  public var description: String { name }
}

/// The values that a likelihood is defined for.
public struct Support: Sendable, Equatable {
  /// The least and the greatest value.
  public let range: ClosedRange<Float>
  /// Whether only whole numbers belong to it.
  public let isWhole: Bool
  /// For messages: "values from 0 to 1".
  public let description: String

  /// All finite numbers.
  public static let real = Support(
    range: -Float.greatestFiniteMagnitude...Float.greatestFiniteMagnitude, isWhole: false,
    description: "finite numbers")
  /// Probabilities, such as gray pixels.
  public static let unitInterval = Support(range: 0...1, isWhole: false, description: "values from 0 to 1")
  /// Counts.
  public static let counts = Support(
    range: 0...Float.greatestFiniteMagnitude, isWhole: true, description: "whole numbers from 0 on")

  /// Whether the value belongs to it; NaN never does.
  public func contains(_ value: Float) -> Bool { range.contains(value) && (!isWhole || value.rounded() == value) }

  var kernel: gm_support {
    gm_support(lower: range.lowerBound, upper: range.upperBound, is_whole: isWhole ? 1 : 0)
  }
}
