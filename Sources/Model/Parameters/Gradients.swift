import Compute

/// dL/dθ for all trained parameters, laid out as their values are.
public final class Gradients {
  let buffer: Buffer
  private let tensors: [String: Tensor]
  private let parameters: ParameterStore
  /// Nil if a gradient is whole only once several passes are added up.
  private let running: RunningUpdate?
  /// Weights that maps move themselves: their gradients are in no memory.
  private var moved: [Range<Int>] = []
  /// All other stretches of trained numbers, which the optimizer moves after a backward pass.
  private lazy var stretches: [Stretch] = makeStretches()

  private struct Stretch {
    let values, gradients: Buffer
    let moments: [Buffer]
  }

  /// - Parameter movesWeights: whether maps may move their weights during a step.
  init(for parameters: ParameterStore, movesWeights: Bool = false) throws(ComputeError) {
    running = movesWeights ? RunningUpdate() : nil
    buffer = try Buffer(count: parameters.values.count)
    var tensors: [String: Tensor] = [:]
    for parameter in parameters.all where parameter.isTrained {
      let slice = Buffer(slice: parameter.offset, count: parameter.value.layout.size, of: buffer)
      tensors[parameter.name] = Tensor(parameter.value.layout, in: slice)
    }
    self.tensors = tensors
    self.parameters = parameters
  }

  /// The gradient of a parameter; nil for names that are not trained.
  public subscript(name: String) -> Tensor? { tensors[name] }

  /// Lets `map` move its weight during a step, if it can.
  func planStep(of weight: Parameter, by map: any PlannedMap) {
    guard let running else { return }
    let range = weight.offset..<weight.offset + weight.value.layout.size
    let moments = parameters.moments.map { Buffer(slice: range.lowerBound, count: range.count, of: $0) }
    if map.planStep(MovableWeights(moments: moments, step: running)) { moved.append(range) }
  }

  private func makeStretches() -> [Stretch] {
    let starts = moved.sorted { $0.lowerBound < $1.lowerBound }
    let ranges = zip([0] + starts.map(\.upperBound), starts.map(\.lowerBound) + [buffer.count]).map { $0..<$1 }
    return ranges.filter { !$0.isEmpty }.map { range in
      func part(_ buffer: Buffer) -> Buffer { Buffer(slice: range.lowerBound, count: range.count, of: buffer) }
      return Stretch(
        values: part(parameters.values), gradients: part(buffer), moments: parameters.moments.map(part))
    }
  }

  /// Computes the gradients and moves all parameters against them. False if a new value is not finite.
  func step(_ update: WeightUpdate, on backend: any Backend, computing backward: () throws(ComputeError) -> Void)
    throws(ComputeError) -> Bool
  {
    var isFinite = true
    if let running {
      try running.run(update, backward)
      isFinite = running.isFinite
    } else {
      try backward()
    }
    try backend.measure(.other, at: "Adam") { () throws(ComputeError) in
      for stretch in stretches
      where !backend.update(stretch.values, gradients: stretch.gradients, moments: stretch.moments, by: update) {
        isFinite = false
      }
    }
    return isFinite
  }

  func add(_ other: Gradients, on backend: any Backend) { backend.add(other.buffer, to: buffer) }
}
