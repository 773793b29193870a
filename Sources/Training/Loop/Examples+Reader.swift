import Data
import Model

extension Examples {
  /// Reads ranges of these examples into a pass.
  public var reader: Inference.ExampleReader {
    { range, destination in
      let indices = range.map(Int32.init)
      indices.withUnsafeBufferPointer { gather($0, into: destination.pointer) }
    }
  }
}
