import CKernels
import Compute

/// dL/dθ for all trained parameters, laid out as their values are.
public final class Gradients {
  let buffer: Buffer
  private let tensors: [String: Tensor]
  private let parameters: ParameterStore
  /// Nil where a gradient is whole only once several passes are added up.
  private let step: AdamStep?
  /// The stretches of trained numbers whose gradients are in `buffer` after a step.
  private var stretches: [Range<Int>]

  /// - Parameter movesWeights: whether maps may move their weights during a step.
  init(for parameters: ParameterStore, movesWeights: Bool = false, engine: Engine) throws(ComputeError) {
    step = movesWeights ? AdamStep() : nil
    buffer = try Buffer(count: parameters.values.count)
    var tensors: [String: Tensor] = [:]
    for parameter in parameters.all where parameter.isTrained {
      let slice = Buffer(slice: parameter.offset, count: parameter.value.layout.size, of: buffer)
      tensors[parameter.name] = try Tensor(parameter.value.layout, in: slice, engine: engine)
    }
    self.tensors = tensors
    self.parameters = parameters
    stretches = [0..<buffer.count]
  }

  /// The gradient of a parameter; nil for names that are not trained.
  public subscript(name: String) -> Tensor? { tensors[name] }

  /// Lets `map` move its weight during a step, where it can: the gradient is then in no memory.
  func planStep(of weight: Parameter, by map: any PlannedMap) {
    guard let step else { return }
    let range = weight.offset..<weight.offset + weight.value.layout.size
    func part(_ buffer: Buffer) -> Buffer { Buffer(slice: range.lowerBound, count: range.count, of: buffer) }
    let movable = MovableWeights(
      firstMoments: part(parameters.firstMoments), secondMoments: part(parameters.secondMoments), step: step)
    guard map.planStep(movable) else { return }
    stretches = stretches.flatMap { stretch in
      stretch.overlaps(range)
        ? [stretch.lowerBound..<range.lowerBound, range.upperBound..<stretch.upperBound].filter { !$0.isEmpty }
        : [stretch]
    }
  }

  /// Computes the gradients and moves all parameters against them. False where a new value is not finite.
  func step(_ settings: gm_adam_settings, _ engine: Engine, computing backward: () throws(ComputeError) -> Void)
    throws(ComputeError) -> Bool
  {
    var isFinite = true
    if let step {
      try step.run(settings, backward)
      isFinite = step.isFinite
    } else {
      try backward()
    }
    try engine.measure(.other, at: "Adam") { () throws(ComputeError) in
      for stretch in stretches where !move(stretch, settings) { isFinite = false }
    }
    return isFinite
  }

  private func move(_ stretch: Range<Int>, _ settings: gm_adam_settings) -> Bool {
    var settings = settings
    let start = stretch.lowerBound
    return gm_adam(
      &settings, Int64(stretch.count), parameters.values.pointer + start, buffer.pointer + start,
      parameters.firstMoments.pointer + start, parameters.secondMoments.pointer + start) != 0
  }

  func add(_ other: Gradients) { gm_add(Int64(buffer.count), other.buffer.pointer, buffer.pointer) }
}
