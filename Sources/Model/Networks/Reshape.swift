import Compute

/// The same numbers in another shape: images as rows for a dense map, or rows as images for what follows one, each in
/// the layout that its reader runs fastest with.
final class Reshape {
  /// The numbers in their new shape.
  let result: Tensor
  private let plain: Layout
  private let copy: any PlannedCopy
  private var backwardCopy: (any PlannedCopy)?

  /// Images in any layout as row-major rows: channels, then rows of pixels.
  init(flattening source: Tensor, on backend: any Backend) throws(ComputeError) {
    plain = try .plain(source.dimensions)
    let flat = try Tensor(plain)
    copy = try backend.prepareReorder(from: source, to: flat)
    let rows = source.dimensions[0]
    result = try Tensor(
      .plain([rows, source.dimensions.dropFirst().reduce(1, *)]), in: flat.buffer)
  }

  /// Row-major rows as images with their channels together.
  init(expanding source: Tensor, to dimensions: [Int], on backend: any Backend) throws(ComputeError) {
    plain = try .plain(dimensions)
    result = try Tensor(backend.imageLayout(dimensions))
    copy = try backend.prepareReorder(from: Tensor(plain, in: source.buffer), to: result)
  }

  func forward() throws(ComputeError) { try copy.execute() }

  /// Plans the way back of a flattening: the rows' gradient, to be filled, goes into `gradient`.
  func planBackward(into gradient: Tensor, on backend: any Backend) throws(ComputeError) -> Tensor {
    let rows = try Tensor(result.layout)
    backwardCopy = try backend.prepareReorder(from: Tensor(plain, in: rows.buffer), to: gradient)
    return rows
  }

  /// Plans the way back of an expansion: gives the rows' gradient, which is filled from `gradient`.
  func planBackward(_ gradient: Tensor, on backend: any Backend) throws(ComputeError) -> Tensor {
    let rows = try Tensor([plain.dimensions[0], plain.dimensions.dropFirst().reduce(1, *)])
    backwardCopy = try backend.prepareReorder(from: gradient, to: Tensor(plain, in: rows.buffer))
    return rows
  }

  func backward() throws(ComputeError) { try backwardCopy?.execute() }
}
