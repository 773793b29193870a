import Compute
import CKernels

/// All parameters of a model in one stretch of memory each for values and Adam's two moments, so that the optimizer is
/// one pass.
public final class ParameterStore {
  /// Values of the trained parameters, one after another.
  let values: Buffer
  let firstMoments: Buffer
  let secondMoments: Buffer
  /// In the order of the networks' layers.
  public let all: [Parameter]
  private let indices: [String: Int]
  private let engine: Engine

  /// Each parameter starts on a cache line.
  private static let alignment = 16

  init(_ declarations: [ParameterDeclaration], seed: UInt64, engine: Engine) throws(ComputeError) {
    let total = declarations.reduce(0) { $1.isTrained ? $0 + Self.padded($1.layout.size) : $0 }
    self.engine = engine
    values = try Buffer(count: total)
    firstMoments = try Buffer(count: total)
    secondMoments = try Buffer(count: total)
    var offset = 0
    var parameters: [Parameter] = []
    for declaration in declarations {
      parameters.append(try Self.place(declaration, at: offset, in: values, engine: engine))
      if declaration.isTrained { offset += Self.padded(declaration.layout.size) }
    }
    all = parameters
    indices = Dictionary(uniqueKeysWithValues: parameters.enumerated().map { ($1.name, $0) })
    for (index, declaration) in declarations.enumerated() {
      try start(parameters[index], as: declaration.start, index: index, seed: seed)
    }
  }

  /// The parameter of that name.
  public subscript(name: String) -> Parameter? { indices[name].map { all[$0] } }

  /// Adam's moments of a trained parameter, in the layout of its value; nil for running statistics.
  public func moments(of parameter: Parameter) throws(ComputeError) -> (first: Tensor, second: Tensor)? {
    guard parameter.isTrained else { return nil }
    func tensor(_ buffer: Buffer) throws(ComputeError) -> Tensor {
      let slice = Buffer(slice: parameter.offset, count: parameter.value.layout.size, of: buffer)
      return try Tensor(parameter.value.layout, in: slice, engine: engine)
    }
    return (try tensor(firstMoments), try tensor(secondMoments))
  }

  /// Adam's second moment of a parameter as it lies in memory; of running statistics there is none.
  func secondMoment(of parameter: Parameter) -> UnsafeMutableBufferPointer<Float> {
    let count = parameter.isTrained ? parameter.value.layout.size : 0
    return UnsafeMutableBufferPointer(rebasing: secondMoments.values[parameter.offset..<parameter.offset + count])
  }

  /// All the memory that training changes: values, both moments and the running statistics.
  public var memory: [Buffer] {
    [values, firstMoments, secondMoments] + all.filter { !$0.isTrained }.map(\.value.buffer)
  }

  private static func padded(_ size: Int) -> Int { (size + alignment - 1) / alignment * alignment }

  private static func place(
    _ declaration: ParameterDeclaration, at offset: Int, in values: Buffer, engine: Engine
  ) throws(ComputeError) -> Parameter {
    let size = declaration.layout.size
    let buffer = declaration.isTrained ? Buffer(slice: offset, count: size, of: values) : try Buffer(count: size)
    return Parameter(
      name: declaration.name, value: try Tensor(declaration.layout, in: buffer, engine: engine),
      isTrained: declaration.isTrained, offset: offset)
  }

  private func start(
    _ parameter: Parameter, as start: ParameterDeclaration.Start, index: Int, seed: UInt64
  ) throws(ComputeError) {
    let count = parameter.value.dimensions.reduce(1, *)
    switch start {
    case .constant(let value):
      try parameter.value.setRowMajorValues(Array(repeating: value, count: count), engine: engine)
    case .uniform(let limit):
      var numbers = [Float](repeating: 0, count: count)
      gm_uniforms(seed, RandomPurpose.weights.rawValue, 0, UInt32(index), Int64(count), limit, &numbers)
      try parameter.value.setRowMajorValues(numbers, engine: engine)
    }
  }
}
