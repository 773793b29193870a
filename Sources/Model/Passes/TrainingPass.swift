import Compute

#if canImport(Glibc)
  import Glibc
#endif

/// Forward, backward and Adam for one batch size, planned once; a step allocates nothing.
///
/// A small model without batch normalization divides the batch into parts, each of which a thread takes through all of the
/// model: threads wait for each other three times a step in place of after each operation. Their number does not depend on
/// that of the threads, and their gradients are added in their order, so that neither do the sums. Other models divide
/// each operation.
public final class TrainingPass {
  /// The batch, which the caller fills before each step, and the noise.
  public let inputs: PassInputs
  /// The gradients of the last `computeGradients`. A step leaves none of weights that move as it computes them.
  public let gradients: Gradients
  /// What was not finite in the last step: a term, the gradient of a parameter or itself.
  public private(set) var notFinite: String?
  private let model: GMVAE
  private let shards: [(forward: ForwardPass, backward: BackwardPass)]
  private let transformation: Transformation?
  private let augmentation: (transformation: Transformation, result: Buffer)?
  private let group: ThreadGroup

  /// Measures steps while it is set; of a batch that is divided, its first part.
  public var profile: Profile? {
    didSet {
      model.engine.profile = profile
      shards[0].forward.backend.profile = profile
    }
  }

  /// How many parts a batch is divided into: a power of two, each of 64 examples or more, as kernels round their number up.
  private static func parts(of batch: Int) -> Int {
    var count = 1
    while count < 16, batch / (2 * count) >= 64 { count *= 2 }
    return count
  }

  /// Below so many multiplications of a forward pass, waiting costs more than dividing operations gains.
  private static let smallWork = 100_000_000

  /// Plans for `batch` examples with `samples` draws each.
  ///
  /// - Parameter copies: the shape of the examples where their consistency with copies is wanted; the batch is then never
  ///   divided, for all its examples share the mean responsibilities.
  /// - Parameter neighbors: whether examples are paired with neighbors in place of copies; `pair` names them for each step.
  /// - Parameter labels: whether classes of examples are used; `label` names them for each step.
  /// - Parameter augmented: their shape if they are transformed at each visit.
  /// - Parameter precision: of the factors of large products; terms, statistics and weights are float32.
  public init(
    _ model: GMVAE, batch: Int, samples: Int, copies: LayerShape? = nil, neighbors: Bool = false,
    labels: Bool = false, augmented: LayerShape? = nil, precision: Precision = .float32
  ) throws(ComputeError) {
    self.model = model
    let inputs = try ComputeError.naming("a batch of \(batch) examples and the noise of \(samples) draws each") {
      () throws(ComputeError) in
      try PassInputs(
        model.specification, batch: batch, samples: samples, withCopies: copies != nil || neighbors, withLabels: labels)
    }
    let support = model.specification.likelihood.support
    transformation = if let copies { try Transformation(of: copies, batch: batch, within: support) } else { nil }
    augmentation =
      if let augmented {
        (
          try Transformation(of: augmented, batch: batch, within: support, .augmentation),
          try Buffer(count: inputs.y.count)
        )
      } else { nil }
    self.inputs = inputs
    let isDivided = inputs.meanRows == 0 && Self.dividesBatch(model.specification, rows: batch * samples)
    let ranges = ThreadGroup.ranges(of: batch, parts: isDivided ? Self.parts(of: batch) : 1)
    let gradients = try ComputeError.naming("the gradients of \(model.specification.parameterCount) parameters") {
      () throws(ComputeError) in
      try Gradients(for: model.parameters, movesWeights: ranges.count == 1)
    }
    self.gradients = gradients
    group = ThreadGroup(count: ranges.count)
    func plan(_ index: Int) throws(ComputeError) -> (ForwardPass, BackwardPass) {
      let backend = ranges.count > 1 ? try model.engine.sibling() : model.engine
      let forward = try ForwardPass(
        model.specification, parameters: model.parameters,
        inputs: ranges.count > 1 ? inputs.slice(ranges[index]) : inputs, training: true, precision: precision,
        on: backend)
      let own = index == 0 ? gradients : try Gradients(for: model.parameters)
      return (forward, try BackwardPass(forward, gradients: own))
    }
    var shards: [(ForwardPass, BackwardPass)] = []
    for index in ranges.indices {
      shards.append(
        ranges.count > 1
          ? try model.engine.planningForOneThread { () throws(ComputeError) in try plan(index) } : try plan(index))
    }
    self.shards = shards
  }

  /// Takes in what agreement needs for a step.
  ///
  /// - Parameters:
  ///   - clusters: each example's cluster in the partition, B numbers 0..<K.
  ///   - shares: the clusters' shares of all examples, K numbers above 0.
  ///   - fill: writes the neighbors of the batch's examples, B × D.
  public func pair(clusters: [Int32], shares: [Double], fill: (UnsafeMutablePointer<Float>) -> Void) {
    guard let neighbors = inputs.copies else { return }
    fill(neighbors.pointer)
    shards[0].forward.responsibility?.clusters = clusters
    shards[0].forward.responsibility?.logShares = shares.map { Float(log($0)) }
  }

  /// Takes in the classes of a step's examples, B numbers 0..<K, negative where none is known.
  public func label(_ classes: [Int32]) { shards[0].forward.responsibility?.labels = classes }

  /// One step of training on the batch in `inputs.y`. The caller looks at `notFinite`: where it names something, the
  /// model is no longer good.
  ///
  /// - Parameters:
  ///   - rate: Adam's learning rate.
  ///   - objective: what is minimized.
  /// - Returns: the batch's terms before the step.
  public func step(rate: Double, _ objective: Objective) throws(ComputeError) -> Terms {
    let position = model.position
    try model.engine.measure(.other, at: "noise") { () throws(ComputeError) in
      inputs.drawNoise(
        seed: model.seed, latent: .latentNoise, style: .styleNoise, epoch: position.epoch, step: position.step,
        on: model.engine)
    }
    try augment(by: objective.augmentation)
    if objective.isBinary { drawBinaryPixels() }
    if let transformation, let copies = inputs.copies {
      try model.engine.measure(.other, at: "transformed copies") { () throws(ComputeError) in
        transformation.copy(
          inputs.y, to: copies, distortion: objective.consistency.distortion, seed: model.seed, position: position,
          on: model.engine)
      }
    }
    return try move(rate: rate, objective)
  }

  /// A step for the noise and copies that are in place.
  func move(rate: Double, _ objective: Objective) throws(ComputeError) -> Terms {
    let terms = try computeTerms(objective)
    notFinite = terms.firstNotFinite.map { "the \($0) term" }
    guard notFinite == nil else { return terms }
    let update = model.optimizer.next(rate: rate)
    let isFinite = try gradients.step(update, on: model.engine) { () throws(ComputeError) in
      try computeGradients(of: terms, objective)
    }
    if !isFinite { notFinite = notFiniteParameter() }
    if objective.holdsPrior { model.makePriorStandard() }
    return terms
  }

  /// Terms and all gradients of the objective, each a mean over the batch, for the noise and copies that are in place.
  public func computeGradients(_ objective: Objective = Objective()) throws(ComputeError) -> Terms {
    let terms = try computeTerms(objective)
    if terms.firstNotFinite == nil { try computeGradients(of: terms, objective) }
    return terms
  }

  private func computeTerms(_ objective: Objective) throws(ComputeError) -> Terms {
    try group.run { index throws(ComputeError) in
      let (forward, backward) = shards[index], weight = weight(forward) * objective.weights.reconstruction
      try forward.run(objective.formulation, gradient: backward.likelihoodGradient(weight: weight))
    }
    var terms = Terms()
    for shard in shards { terms = terms + Double(weight(shard.forward)) * shard.forward.meanTerms() }
    return terms
  }

  private func computeGradients(of terms: Terms, _ objective: Objective) throws(ComputeError) {
    let weights = objective.gradientWeights(component: terms.component)
    try group.run { index throws(ComputeError) in
      try shards[index].backward.run(weight(shards[index].forward) * weights, objective)
    }
    guard shards.count > 1 else { return }
    try model.engine.measure(.other, at: "sum of the parts' gradients") { () throws(ComputeError) in
      for shard in shards.dropFirst() { gradients.add(shard.backward.gradients, on: model.engine) }
    }
  }

  /// Replaces each example of the batch by a transformed one.
  private func augment(by distortion: Double) throws(ComputeError) {
    guard distortion > 0, let (transformation, result) = augmentation else { return }
    try model.engine.measure(.other, at: "augmentation") { () throws(ComputeError) in
      transformation.copy(
        inputs.y, to: result, distortion: distortion, seed: model.seed, position: model.position,
        on: model.engine)
      inputs.y.copy(from: result.values)
    }
  }

  /// Replaces each number of the batch, a probability, by a draw of 0 or 1.
  private func drawBinaryPixels() {
    let position = model.position
    model.engine.drawBernoulli(
      inputs.y, from: RandomStream(seed: model.seed, .binarization, epoch: position.epoch, step: position.step))
  }

  /// Names the first gradient that is too large for Adam's second moment, its square, or else the first weight that is
  /// not finite: a rectifier can hide that from all terms.
  private func notFiniteParameter() -> String {
    let all = model.parameters.all
    let gradient = all.first { parameter in
      // Of Adam's moments the last has the gradient's square.
      model.parameters.moments(of: parameter).last?.buffer.values.contains { !$0.isFinite } ?? false
    }
    if let gradient { return "the gradient of \(gradient.name)" }
    return all.first { $0.value.buffer.values.contains { !$0.isFinite } }?.name ?? "a weight"
  }

  /// What the consistency of the last step was, without its weight; 0 if it is off.
  public var consistency: Double { shards[0].forward.responsibility?.loss ?? 0 }

  /// What the cross entropy of the examples whose class is known was in the last step, a mean of them; 0 if it is off.
  public var supervision: Double { shards[0].forward.responsibility?.supervision ?? 0 }

  /// p(z|x,w) of the last step, BM × K.
  var responsibilities: [Float] { shards.flatMap { Array($0.forward.responsibilities.values) } }

  private func weight(_ shard: ForwardPass) -> Float { Float(shard.batch) / Float(inputs.batch) }

  private static func dividesBatch(_ specification: ModelSpecification, rows: Int) -> Bool {
    let layers = ModelSpecification.NetworkKind.allCases.flatMap(specification.layers)
    return !layers.contains { $0.normalization?.hasStatistics ?? false }
      && specification.parameterCount * rows < smallWork
  }
}
