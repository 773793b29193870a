import Data
import Model

extension Examples {
  /// Reads what the values of ranges of these examples count: 0 if they are missing.
  public var counter: Inference.ExampleReader? {
    guard missing != nil else { return nil }
    return { range, destination in
      let indices = range.map(Int32.init)
      indices.withUnsafeBufferPointer { gatherCounted($0, into: destination.pointer) }
    }
  }

  /// Reads ranges of these examples into a pass.
  public var reader: Inference.ExampleReader {
    { range, destination in
      let indices = range.map(Int32.init)
      indices.withUnsafeBufferPointer { gather($0, into: destination.pointer) }
    }
  }
}

extension ExampleShape {
  /// The shape as the model's networks see it.
  public var layerShape: LayerShape {
    switch self {
    case .vector(let count): .vector(count)
    case .image(let height, let width, let channels): .image(channels: channels, height: height, width: width)
    }
  }
}
