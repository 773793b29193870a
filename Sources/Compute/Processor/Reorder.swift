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
