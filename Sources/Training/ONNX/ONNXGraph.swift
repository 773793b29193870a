import Archive

/// A graph of the Open Neural Network Exchange format (onnx.ai, IR version 8, operators of set 13) while it is put together:
/// each step adds an operation and gives the name of its result.
struct ONNXGraph {
  /// What an operation is told beside its inputs.
  enum Attribute {
    case integer(Int)
    case integers([Int])
    case number(Float)
  }

  /// The type of a tensor's numbers, as the format counts them.
  enum Element: Int {
    case float32 = 1, int64 = 7, float64 = 11
  }

  private var nodes: [ProtobufMessage] = []
  private var tensors: [ProtobufMessage] = []
  private var inputs: [ProtobufMessage] = []
  private var outputs: [ProtobufMessage] = []
  private var count = 0
  private let name: String
  private let description: String

  init(named name: String, description: String) {
    self.name = name
    self.description = description
  }

  /// Adds an operation and gives the name of its result; `named` names a result that programs ask for.
  mutating func apply(
    _ operation: String, _ inputs: [String], _ attributes: [(String, Attribute)] = [], named: String? = nil
  ) -> String {
    count += 1
    let result = named ?? "\(operation.lowercased())_\(count)"
    var node = ProtobufMessage()
    node.add(1, inputs)
    node.add(2, result)
    node.add(3, "\(operation)_\(count)")
    node.add(4, operation)
    for (name, attribute) in attributes { node.add(5) { Self.describe(name, attribute, in: &$0) } }
    nodes.append(node)
    return result
  }

  /// Adds numbers of float32, row-major, and gives their name.
  mutating func constant(_ values: [Float], _ shape: [Int], named: String? = nil) -> String {
    tensor(values.withUnsafeBytes(Array.init), .float32, shape, named)
  }

  /// Adds numbers of float64 in a row, and gives their name.
  mutating func constant(doubles values: [Double]) -> String {
    tensor(values.withUnsafeBytes(Array.init), .float64, [values.count], nil)
  }

  /// The same numbers in another type.
  mutating func cast(_ input: String, to type: Element, named: String? = nil) -> String {
    apply("Cast", [input], [("to", .integer(type.rawValue))], named: named)
  }

  /// Adds whole numbers in a row, such as axes and shapes, and gives their name.
  mutating func constant(_ values: [Int]) -> String {
    tensor(values.map(Int64.init).withUnsafeBytes(Array.init), .int64, [values.count], nil)
  }

  private mutating func tensor(_ bytes: [UInt8], _ type: Element, _ shape: [Int], _ named: String?) -> String {
    count += 1
    let name = named ?? "constant_\(count)"
    var tensor = ProtobufMessage()
    tensor.add(1, shape)
    tensor.add(2, type.rawValue)
    tensor.add(8, name)
    tensor.add(9, bytes: bytes)
    tensors.append(tensor)
    return name
  }

  /// The numbers from `lower` to below `upper` along the second axis.
  mutating func slice(_ input: String, _ lower: Int, _ upper: Int, named: String? = nil) -> String {
    let bounds = [[lower], [upper], [1]].map { constant($0) }
    return apply("Slice", [input] + bounds, named: named)
  }

  /// What programs give: any number of rows in float32, or of a table's numbers in float64.
  mutating func addInput(_ name: String, _ shape: [Int], isDouble: Bool = false) {
    inputs.append(Self.value(name, shape, isDouble ? .float64 : .float32))
  }

  /// What programs can ask for: a row for each of the input, in float32 or float64.
  mutating func addOutput(_ name: String, _ shape: [Int], isDouble: Bool = false) {
    outputs.append(Self.value(name, shape, isDouble ? .float64 : .float32))
  }

  /// A whole number for each row, to be asked for.
  mutating func addIndexOutput(_ name: String) { outputs.append(Self.value(name, [], .int64)) }

  /// The file; `metadata` is kept in it as texts by key.
  func file(producer version: String, metadata: [String: String]) -> [UInt8] {
    var model = ProtobufMessage()
    model.add(1, 8)
    model.add(2, "gmvae")
    model.add(3, version)
    model.add(7) { graph in
      for node in nodes { graph.add(1, bytes: node.bytes) }
      graph.add(2, name)
      for tensor in tensors { graph.add(5, bytes: tensor.bytes) }
      graph.add(10, description)
      for input in inputs { graph.add(11, bytes: input.bytes) }
      for output in outputs { graph.add(12, bytes: output.bytes) }
    }
    model.add(8) { set in
      set.add(1, "")
      set.add(2, 13)
    }
    for (key, text) in metadata.sorted(by: { $0.key < $1.key }) {
      model.add(14) { entry in
        entry.add(1, key)
        entry.add(2, text)
      }
    }
    return model.bytes
  }

  private static func describe(_ name: String, _ attribute: Attribute, in message: inout ProtobufMessage) {
    message.add(1, name)
    switch attribute {
    case .number(let number):
      message.add(2, number)
      message.add(20, 1)
    case .integer(let number):
      message.add(3, number)
      message.add(20, 2)
    case .integers(let numbers):
      message.add(8, numbers)
      message.add(20, 7)
    }
  }

  private static func value(_ name: String, _ shape: [Int], _ type: Element) -> ProtobufMessage {
    var value = ProtobufMessage()
    value.add(1, name)
    value.add(2) { kind in
      kind.add(1) { tensor in
        tensor.add(1, type.rawValue)
        tensor.add(2) { dimensions in
          dimensions.add(1) { $0.add(2, "rows") }
          for size in shape { dimensions.add(1) { $0.add(1, size) } }
        }
      }
    }
    return value
  }
}
