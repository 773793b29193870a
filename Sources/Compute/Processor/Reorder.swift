import CDNNL

/// Copies a tensor into one of the same dimensions and another layout.
public final class Reorder: PlannedCopy {
  private let primitive: Primitive
  private let engine: Engine

  /// Plans the copy.
  public init(from source: Tensor, to destination: Tensor, engine: Engine) throws(ComputeError) {
    let descriptor = try PrimitiveDescriptor("a reorder") {
      gm_reorder($0, engine.handle, source.layout.handle, destination.layout.handle, $1)
    }
    self.engine = engine
    primitive = try Primitive(
      descriptor, arguments: [(DNNL_ARG_FROM, source), (DNNL_ARG_TO, destination)], engine: engine)
  }

  /// Copies.
  public func execute() throws(ComputeError) {
    try engine.measure(.layout) { () throws(ComputeError) in try primitive.execute() }
  }
}

/// A tensor as an operation wants it: itself, or a copy in another layout that is made anew each time.
struct ReorderedTensor {
  /// What the operation reads or writes.
  let tensor: Tensor
  private let copy: Reorder?

  /// For a tensor that the operation reads: `run` copies it before.
  init(reading source: Tensor, as layout: Layout, engine: Engine) throws(ComputeError) {
    if source.layout == layout {
      tensor = source
      copy = nil
    } else {
      tensor = try Tensor(layout)
      copy = try Reorder(from: source, to: tensor, engine: engine)
    }
  }

  /// For a tensor that the operation writes: `run` copies it after.
  init(writing destination: Tensor, as layout: Layout, engine: Engine) throws(ComputeError) {
    if destination.layout == layout {
      tensor = destination
      copy = nil
    } else {
      tensor = try Tensor(layout)
      copy = try Reorder(from: tensor, to: destination, engine: engine)
    }
  }

  func run() throws(ComputeError) { try copy?.execute() }
}
