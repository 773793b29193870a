import Language
import Training

/// A part of the settings of a training with the option of `train` that sets it: its default is that of the settings.
struct TrainingKey<Setting: Equatable & Sendable>: Key {
  private let option: TrainingOption<Setting>
  private let read: @Sendable (Value) -> Setting?
  let declaration: ParameterDeclaration

  /// Where it stands in the settings.
  var path: WritableKeyPath<TrainingSettings, Setting> & Sendable { option.path }

  func content(of given: Value?) -> Setting { given.flatMap(read) ?? option.standard }

  fileprivate init(
    _ option: TrainingOption<Setting>, _ kind: ParameterKind, shown: String?, unit: String?, _ summary: String,
    standard: Value, read: @escaping @Sendable (Value) -> Setting?
  ) {
    self.option = option
    self.read = read
    declaration = .option(option.name, kind, default: shown ?? standard.text, unit: unit, summary)
  }
}

extension TrainingKey<Double> {
  fileprivate init(
    _ name: String, _ kind: ParameterKind, shown: String? = nil, unit: String? = nil, _ summary: String
  ) {
    let option = TrainingOption<Double>.named(name)
    self.init(option, kind, shown: shown, unit: unit, summary, standard: .number(option.standard)) {
      if case .number(let number) = $0 { number } else { nil }
    }
  }
}

extension TrainingKey<Ramp> {
  fileprivate init(
    _ name: String, upTo most: Double = 1e6, shown: String? = nil, unit: String? = nil, _ summary: String
  ) {
    let option = TrainingOption<Ramp>.named(name)
    let standard = option.standard.constant.map(Value.number) ?? .nothing
    self.init(option, .ramp(NumberBounds(0, most)), shown: shown, unit: unit, summary, standard: standard) { value in
      let values = if case .list(let values) = value { values } else { [value] }
      return Ramp(values.compactMap { if case .number(let number) = $0 { number } else { nil } })
    }
  }
}

/// The options of `train` that stand for one part of the settings each.
enum TrainingKeys {
  static let lambda = TrainingKey<Ramp>(
    "lambda", upTo: 100, shown: "0 (off)", unit: "nats", "the minimum information constraint on the z prior")
  static let augment = TrainingKey<Double>(
    "augment", .number(NumberBounds(0, 10)), shown: "0 (off)",
    "transform each example at each visit, as far as distortion does copies")

  private static let terms = [
    TrainingKey<Ramp>("reconstruction_weight", "what the reconstruction counts in the loss"),
    TrainingKey<Ramp>("conditional_weight", "what the conditional prior counts"),
    TrainingKey<Ramp>("style_weight", "what the w prior counts (β, Higgins et al. 2017)"),
    TrainingKey<Ramp>("eta", "what the z prior counts"),
    TrainingKey<Ramp>("alpha", "what the entropy of p(z given x, w) counts in objective=v1"),
  ]
  static let weights: [any Key] = terms

  private static let weight = TrainingKey<Ramp>(
    "consistency", shown: "0 (off)",
    "the weight of the examples' agreement with transformed copies (IMSAT, Hu et al. 2017)")
  private static let temperature = TrainingKey<Double>(
    "temperature", .number(NumberBounds(0, 1e6, includesLower: false)),
    "what log densities are divided by in it; 10 for latents of 200")
  private static let balance = TrainingKey<Ramp>("balance", "what the components' even use counts in it")
  private static let entropy = TrainingKey<Ramp>("entropy", "what the examples' doubt counts in it")
  private static let groups = TrainingKey<Double>(
    "groups", .integer(0...1000), shown: "0 (off)",
    "components with the same number modulo this count as one in it, and the ELBO alone tells them apart")
  private static let neighbors = TrainingKey<Double>(
    "neighbors", .number(NumberBounds(0, 1e6)), shown: "0 (off)",
    "the weight of the examples' agreement with neighbors in their graph, in place of copies (SCAN, Van Gansbeke et al. 2020)"
  )
  private static let partition = TrainingKey<Ramp>("partition", "what a partition of that graph counts")
  private static let distortion = TrainingKey<Double>(
    "distortion", .number(NumberBounds(0, 10)),
    "the copies' distance: 1 for rotations of 0.2 rad, shears of 0.15, scales of 14 % and shifts of 0.1 half sides (sd)"
  )
  static let supervision = TrainingKey<Double>(
    "supervision", .number(NumberBounds(0, 1e6)), shown: "0 (off)",
    "what it counts that training examples of a known class belong to the component of its number")
  static let consistency: [any Key] = [
    weight, temperature, balance, entropy, groups, neighbors, partition, distortion, supervision,
  ]

  private static let times = [
    TrainingKey<Double>(
      "pretrain", .integer(0...1_000_000), shown: "0 (off)", unit: "epochs",
      "how long a new model is a plain VAE before a Gaussian mixture, fitted to its latents, becomes the prior"),
    TrainingKey<Double>(
      "first", .number(NumberBounds(0, 1e6)), shown: "0 (off)", unit: "epochs",
      "how long assignments come first, the ELBO at the weight early"),
    TrainingKey<Double>("early", .number(NumberBounds(0, 1)), "the ELBO's weight in that time"),
    TrainingKey<Double>(
      "warmup", .number(NumberBounds(0, 1e6)), shown: "0 (off)", unit: "epochs",
      "how long the rate rises from 0 (Goyal et al. 2017)"),
    TrainingKey<Double>(
      "cosine", .number(NumberBounds(0, 1e6)), shown: "0 (off)", unit: "epochs",
      "when the rate has fallen to 0 along half a cosine (Loshchilov and Hutter 2017)"),
    TrainingKey<Double>(
      "annealing", .number(NumberBounds(0, 1e6)), shown: "0 (off)", unit: "epochs",
      "how long the conditional, w and z priors' weights rise from 0 (Sønderby et al. 2016)"),
    TrainingKey<Double>(
      "patience", .integer(0...1_000_000), shown: "0 (off)", unit: "epochs",
      "training ends when the test examples' ELBO has not risen for so long"),
  ]
  static let schedule: [any Key] = times

  /// All that are numbers.
  static let numbers = [augment, temperature, groups, neighbors, distortion, supervision] + times
  /// All that may change with the model's age.
  static let ramps = [lambda, weight, balance, entropy, partition] + terms
}
