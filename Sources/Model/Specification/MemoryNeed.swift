import Compute

/// The memory that a model takes, by what takes it: an estimate from the sizes alone, before any is taken.
public struct MemoryNeed: Sendable {
  /// What takes memory, for people, and how many bytes.
  public private(set) var parts: [(what: String, bytes: Double)] = []

  /// All of it in bytes.
  public var bytes: Double { parts.reduce(0) { $0 + $1.bytes } }

  /// What takes the most.
  public var largest: (what: String, bytes: Double) {
    parts.max { $0.bytes < $1.bytes } ?? ("nothing", 0)
  }

  /// Whether the machine has it: what is free, and what this program has in use, of which a new plan takes the place.
  public var isObtainable: Bool { isObtainable(times: 1) }

  /// Whether the machine has so many times as much.
  public func isObtainable(times: Double) -> Bool {
    times * bytes <= 0.9 * Double(Machine.availableMemory + Machine.residentMemory)
  }

  fileprivate mutating func add(_ what: String, numbers: Double) { parts.append((what, 4 * numbers)) }
}

extension ModelSpecification {
  /// What training takes with `batch` examples a step and `samples` draws each.
  public func memoryNeed(batch: Int, samples: Int = 1, withCopies: Bool = false, withLabels: Bool = false) -> MemoryNeed
  {
    var need = MemoryNeed()
    // Values, gradients and Adam's two moments.
    need.add("\(parameterCount) parameters with their gradients and moments", numbers: 4 * Double(parameterCount))
    let draws = Double(batch) * Double(samples), copies = withCopies ? Double(batch) : 0
    let means = Double(PassInputs.meanRows(batch: batch, withCopies: withCopies, withLabels: withLabels))
    let rows: [NetworkKind: Double] = [
      .encoder: Double(batch) + copies, .prior: draws + means, .decoder: draws,
    ]
    for placed in placedLayers {
      guard let rows = rows[placed.network] else { continue }
      need.add(
        "\(Self.text(rows)) rows of \(placed.name), \(placed.output) numbers each",
        numbers: rows * Double(placed.output.count) * placed.copies)
    }
    need.add(
      "\(Self.text(draws)) draws of x with the variances of \(components) components",
      numbers: draws * Double(components * (latent + 3) + 3 * (latent + style)))
    return need
  }

  private static func text(_ rows: Double) -> String { String(Int(rows)) }
}

extension PlacedLayer {
  /// How many numbers are kept for each number of the output: itself and its gradient, and what is normalized; images have
  /// copies of both in another layout besides.
  fileprivate var copies: Double { (layer.isNormalized ? 3 : 2) + (output.isImage ? 2 : 0) }
}
