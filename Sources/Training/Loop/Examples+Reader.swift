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

  /// The numbers of these examples' batches among those that a model tells apart, negative for one that it does not know; nil if
  /// the model tells none apart.
  public func batchCodes(for specification: ModelSpecification) -> [Int32]? {
    guard let covariate = specification.covariate, let batches else { return nil }
    let places = batches.names.map { Int32(covariate.names.firstIndex(of: $0) ?? -1) }
    return batches.codes.map { places[Int($0)] }
  }

  /// Reads ranges of these examples into a pass.
  public var reader: Inference.ExampleReader {
    { range, destination in
      let indices = range.map(Int32.init)
      indices.withUnsafeBufferPointer { gather($0, into: destination.pointer) }
    }
  }
}

extension Covariate {
  /// The batches of examples to train on; nil if they are not told apart.
  public init?(of examples: Examples) {
    guard let batches = examples.batches else { return nil }
    self.init(
      title: batches.title, names: batches.names,
      shares: batches.counts.map { Double($0) / Double(max(examples.count, 1)) })
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
