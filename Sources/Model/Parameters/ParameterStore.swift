import Compute

/// All parameters of a model in one stretch of memory each for values and the optimizer's moments, so that a step is one pass.
public final class ParameterStore {
  /// Values of the trained parameters, one after another.
  let values: Buffer
  /// The optimizer's moments, in its order.
  let moments: [Buffer]
  /// In the order of the networks' layers.
  public let all: [Parameter]
  private let indices: [String: Int]

  /// Each parameter starts on a cache line.
  private static let alignment = 16

  init(_ declarations: [ParameterDeclaration], seed: UInt64, on backend: any Backend) throws(ComputeError) {
    let total = declarations.reduce(0) { $1.isTrained ? $0 + Self.padded($1.layout.size) : $0 }
    values = try Buffer(count: total)
    moments = try Adam.moments.map { _ throws(ComputeError) in try Buffer(count: total) }
    var offset = 0
    var parameters: [Parameter] = []
    for declaration in declarations {
      parameters.append(try Self.place(declaration, at: offset, in: values))
      if declaration.isTrained { offset += Self.padded(declaration.layout.size) }
    }
    all = parameters
    indices = Dictionary(uniqueKeysWithValues: parameters.enumerated().map { ($1.name, $0) })
    for (index, declaration) in declarations.enumerated() {
      try start(parameters[index], as: declaration.start, index: index, seed: seed, on: backend)
    }
  }

  /// The parameter of that name.
  public subscript(name: String) -> Parameter? { indices[name].map { all[$0] } }

  /// The optimizer's moments of a parameter, in its order and in the layout of its value; none for running statistics.
  public func moments(of parameter: Parameter) -> [Tensor] {
    guard parameter.isTrained else { return [] }
    return moments.map { stretch in
      Tensor(
        parameter.value.layout,
        in: Buffer(slice: parameter.offset, count: parameter.value.layout.size, of: stretch))
    }
  }

  /// All the memory that training changes: values, moments and the running statistics.
  public var memory: [Buffer] {
    [values] + moments + all.filter { !$0.isTrained }.map(\.value.buffer)
  }

  private static func padded(_ size: Int) -> Int { (size + alignment - 1) / alignment * alignment }

  private static func place(
    _ declaration: ParameterDeclaration, at offset: Int, in values: Buffer
  ) throws(ComputeError) -> Parameter {
    let size = declaration.layout.size
    let buffer = declaration.isTrained ? Buffer(slice: offset, count: size, of: values) : try Buffer(count: size)
    return Parameter(
      name: declaration.name, value: Tensor(declaration.layout, in: buffer),
      isTrained: declaration.isTrained, method: declaration.method, offset: offset)
  }

  private func start(
    _ parameter: Parameter, as start: ParameterDeclaration.Start, index: Int, seed: UInt64,
    on backend: any Backend
  ) throws(ComputeError) {
    let count = parameter.value.dimensions.reduce(1, *)
    switch start {
    case .constant(let value):
      try parameter.value.setRowMajorValues(Array(repeating: value, count: count), engine: backend)
    case .uniform(let limit):
      let numbers = try Tensor(parameter.value.dimensions)
      backend.drawUniforms(
        numbers.buffer, limit: limit, from: RandomStream(seed: seed, .weights, step: index))
      try backend.prepareReorder(from: numbers, to: parameter.value).execute()
    }
  }
}
