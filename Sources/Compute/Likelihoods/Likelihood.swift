import CKernels

/// p(y|x), the distribution of an observation given what the decoder makes of its latent x; its numbers are independent.
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
  /// log p(y|x) of rows, and its gradient, in one call.
  let kernel: Kernel
  /// Turns the first parameters of rows (rows × size) into means, in place; nil if they are means.
  let toMeans: (@Sendable (_ rows: Int, _ size: Int, _ outputs: UnsafeMutablePointer<Float>) -> Void)?
  /// A draw of y from its parameters.
  let drawNumber: @Sendable (_ parameters: [Double], _ generator: inout CounterGenerator) -> Double

  /// Arguments: B, M, D, the weight of the gradient, the weights of the D numbers in log p, y, the decoder's outputs, where
  /// log p of each row goes, and where the gradient goes.
  typealias Kernel =
    @convention(c) (
      Int64, Int64, Int64, Float, UnsafePointer<Float>?, UnsafePointer<Float>, UnsafePointer<Float>,
      UnsafeMutablePointer<Float>, UnsafeMutablePointer<Float>?
    ) -> Void

  /// All likelihoods there are, the one for most data first.
  public static let all: [Likelihood] = [.bernoulli, .gaussian, .poisson]

  /// The likelihood of that name.
  public init?(named name: String) {
    guard let found = Self.all.first(where: { $0.name == name }) else { return nil }
    self = found
  }

  init(
    name: String, title: String, summary: String, support: Support, parameters: [String],
    largestLogDensity: Double? = nil,
    kernel: @escaping Kernel,
    toMeans: (@Sendable (Int, Int, UnsafeMutablePointer<Float>) -> Void)? = nil,
    drawNumber: @escaping @Sendable ([Double], inout CounterGenerator) -> Double
  ) {
    self.name = name
    self.title = title
    self.summary = summary
    self.support = support
    self.parameters = parameters
    self.largestLogDensity = largestLogDensity
    self.kernel = kernel
    self.toMeans = toMeans
    self.drawNumber = drawNumber
  }

  /// Whether log p is that of a density.
  public var isDensity: Bool { largestLogDensity != nil }

  /// How many numbers the decoder gives for `size` observed ones.
  public func outputs(for size: Int) -> Int { parameters.count * size }

  /// An observation of `size` numbers, drawn from what the decoder gave for it.
  public func draw(_ outputs: [Float], size: Int, using generator: inout CounterGenerator) -> [Float] {
    (0..<size).map { d in
      Float(drawNumber(parameters.indices.map { Double(outputs[$0 * size + d]) }, &generator))
    }
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
