import Compute

/// The same numbers in another shape: images as rows for a dense map, or rows as images for what follows one, each in
/// the layout that its reader runs fastest with.
final class Recast {
  /// The numbers in their new shape.
  let result: Tensor
  private let plain: Layout
  private let copy: Reorder
  private var backwardCopy: Reorder?

  /// Images in any layout as row-major rows: channels, then rows of pixels.
  init(flattening source: Tensor, engine: Engine) throws(ComputeError) {
    plain = try .plain(source.dimensions)
    let flat = try Tensor(plain, engine: engine)
    copy = try Reorder(from: source, to: flat, engine: engine)
    let rows = source.dimensions[0]
    result = try Tensor(
      .plain([rows, source.dimensions.dropFirst().reduce(1, *)]), in: flat.buffer, engine: engine)
  }

  /// Row-major rows as images with their channels together.
  init(expanding source: Tensor, to dimensions: [Int], engine: Engine) throws(ComputeError) {
    plain = try .plain(dimensions)
    result = try Tensor(.channelsBlocked16(dimensions), engine: engine)
    copy = try Reorder(from: Tensor(plain, in: source.buffer, engine: engine), to: result, engine: engine)
  }

  func forward() throws(ComputeError) { try copy.execute() }

  /// Plans the way back of a flattening: the rows' gradient, to be filled, goes into `gradient`.
  func planBackward(into gradient: Tensor, engine: Engine) throws(ComputeError) -> Tensor {
    let rows = try Tensor(result.layout, engine: engine)
    backwardCopy = try Reorder(from: Tensor(plain, in: rows.buffer, engine: engine), to: gradient, engine: engine)
    return rows
  }

  /// Plans the way back of an expansion: gives the rows' gradient, which is filled from `gradient`.
  func planBackward(_ gradient: Tensor, engine: Engine) throws(ComputeError) -> Tensor {
    let rows = try Tensor([plain.dimensions[0], plain.dimensions.dropFirst().reduce(1, *)], engine: engine)
    backwardCopy = try Reorder(from: gradient, to: Tensor(plain, in: rows.buffer, engine: engine), engine: engine)
    return rows
  }

  func backward() throws(ComputeError) { try backwardCopy?.execute() }
}
