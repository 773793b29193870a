import Foundation

/// Reads reference values that an independent program wrote, from the `Reference` folder beside the calling test.
public func reference<Value: Decodable>(
  _ type: Value.Type, _ name: String, beside file: String = #filePath
) throws -> Value {
  let folder = URL(fileURLWithPath: file).deletingLastPathComponent().appendingPathComponent("Reference")
  return try JSONDecoder().decode(type, from: Data(contentsOf: folder.appendingPathComponent(name)))
}

/// An array of numbers with its shape, as the reference scripts write it.
public struct ReferenceArray: Decodable, Sendable {
  /// The dimensions, slowest first.
  public let shape: [Int]
  /// The numbers in row-major order.
  public let values: [Double]

  /// The `index`-th entry along the first dimension.
  public func slice(_ index: Int) -> [Float] {
    let size = shape.dropFirst().reduce(1, *)
    return values[index * size..<(index + 1) * size].map(Float.init)
  }
}
