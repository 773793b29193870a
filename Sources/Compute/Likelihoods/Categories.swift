import CKernels

#if canImport(Glibc)
  import Glibc
#endif

extension Likelihood {
  /// Categories: each is some neighboring numbers that sum to 1, and log p = Σ y·(l - log Σ e^l) over its levels. An example whose
  /// columns are not told is one category.
  public static let categorical = Likelihood(
    name: "categorical", title: "categorical", summary: "tables of nothing but categories", support: .unitInterval,
    parameters: ["logit"], kernel: gm_categorical_likelihood,
    toMeans: { categoryMeans($0, parameters: 1) },
    drawRow: { outputs, size, levels, generator in
      drawColumns(outputs, size, levels.isEmpty ? [Int32(size)] : levels, &generator)
    })

  /// A table's columns each by its kind: categories as `categorical` has them, and numbers with a Gaussian distribution.
  public static let mixed = Likelihood(
    name: "mixed", title: "mixed", summary: "tables of numbers and categories", support: .real,
    parameters: ["mean or logit", "log variance"],
    largestLogDensity: Likelihood.gaussian.largestLogDensity, kernel: gm_mixed_likelihood,
    toMeans: { categoryMeans($0, parameters: 2) },
    drawRow: { outputs, size, levels, generator in
      drawColumns(outputs, size, levels.isEmpty ? [Int32](repeating: 0, count: size) : levels, &generator)
    })

  private static func categoryMeans(_ outputs: Outputs, parameters: Int) {
    gm_category_means(
      Int64(outputs.rows), Int64(outputs.size), Int64(parameters), outputs.levels, outputs.values)
  }

  private static func drawColumns(
    _ outputs: [Float], _ size: Int, _ levels: [Int32], _ generator: inout CounterGenerator
  ) -> [Float] {
    var drawn: [Float] = []
    while drawn.count < size {
      let d = drawn.count, count = Int(levels[d])
      if count > 0 {
        drawn += drawCategory(outputs[d..<d + count], using: &generator)
      } else {
        drawn.append(outputs[d] + exp(0.5 * min(max(outputs[size + d], -20), 20)) * Float(generator.normal()))
      }
    }
    return drawn
  }

  private static func drawCategory(_ logits: ArraySlice<Float>, using generator: inout CounterGenerator) -> [Float] {
    let greatest = logits.max() ?? 0
    let shares = logits.map { exp(Double($0 - greatest)) }
    var rest = generator.uniform() * shares.reduce(0, +)
    var level = 0
    while level + 1 < shares.count, rest >= shares[level] {
      rest -= shares[level]
      level += 1
    }
    return shares.indices.map { $0 == level ? 1 : 0 }
  }
}
