import CDNNL

/// A tensor's dimensions and the order of its numbers in memory.
///
/// oneDNN may choose an order of its own (blocked, sometimes padded) for speed; `size` then exceeds the product of the
/// dimensions, and the padding holds zeros.
public final class Layout {
  let handle: gm_layout
  /// The logical dimensions.
  public let dimensions: [Int]
  /// The place of how many float32 numbers the tensor takes in memory, padding included.
  public let size: Int
  /// The bytes it takes, which bfloat16 numbers may make no multiple of a float32's.
  let bytes: Int

  private init(handle: gm_layout, dimensions: [Int]) {
    self.handle = handle
    self.dimensions = dimensions
    bytes = dnnl_memory_desc_get_size(handle)
    size = (bytes + 3) / MemoryLayout<Float>.stride
  }

  deinit { gm_layout_destroy(handle) }

  /// Rows after rows: the last dimension varies fastest.
  public static func plain(_ dimensions: [Int]) throws(ComputeError) -> Layout {
    try make(dimensions, tag: try rowMajorTag(rank: dimensions.count))
  }

  /// Channels last: numbers of one pixel lie together. Dimensions are given as batch, channels, height, width.
  public static func channelsLast(_ dimensions: [Int]) throws(ComputeError) -> Layout {
    try make(dimensions, tag: dnnl_acdb)
  }

  /// Sixteen channels of a pixel side by side, then the next pixel; the last channels are padded.
  public static func channelsBlocked16(_ dimensions: [Int]) throws(ComputeError) -> Layout {
    try make(dimensions, tag: dnnl_aBcd16b)
  }

  /// A matrix in blocks of 16 × 16, each with its rows side by side; the last blocks are padded.
  public static func matrixBlocked16(_ dimensions: [Int]) throws(ComputeError) -> Layout {
    try make(dimensions, tag: dnnl_AB16b16a)
  }

  /// A layout still to be chosen by a primitive, of numbers of that precision.
  static func open(_ dimensions: [Int], _ precision: Precision = .float32) throws(ComputeError) -> Layout {
    try make(dimensions, tag: dnnl_format_tag_any, precision)
  }

  private static func make(
    _ dimensions: [Int], tag: dnnl_format_tag_t, _ precision: Precision = .float32
  ) throws(ComputeError) -> Layout {
    var handle: gm_layout?
    let status = gm_layout_create(
      &handle, Int32(dimensions.count), dimensions.map(Int64.init), precision.type, tag)
    try ComputeError.check(status, "describing a tensor of \(dimensions)")
    guard let handle else { throw ComputeError(operation: "describing a tensor", status: "no description") }
    return Layout(handle: handle, dimensions: dimensions)
  }

  private static func rowMajorTag(rank: Int) throws(ComputeError) -> dnnl_format_tag_t {
    switch rank {
    case 1: dnnl_a
    case 2: dnnl_ab
    case 3: dnnl_abc
    case 4: dnnl_abcd
    default: throw ComputeError(operation: "describing a tensor", status: "rank \(rank)")
    }
  }

  /// The first numbers in each dimension, in the same memory.
  func part(_ dimensions: [Int]) throws(ComputeError) -> Layout {
    var part: gm_layout?
    try ComputeError.check(
      gm_layout_part(&part, handle, dimensions.map(Int64.init)), "describing a part of a tensor of \(self.dimensions)")
    guard let part else { throw ComputeError(operation: "describing a part of a tensor", status: "no description") }
    return Layout(handle: part, dimensions: dimensions)
  }

  /// What `primitive` expects for an argument.
  static func expected(
    by primitive: dnnl_primitive_desc_t, argument: Int32, dimensions: [Int]
  ) throws(ComputeError) -> Layout {
    var handle: gm_layout?
    guard let view = gm_expected_layout(primitive, argument) else {
      throw ComputeError(operation: "asking for a layout", status: "argument \(argument) is not used")
    }
    try ComputeError.check(gm_layout_copy(&handle, view), "asking for a layout")
    guard let handle else { throw ComputeError(operation: "asking for a layout", status: "no description") }
    return Layout(handle: handle, dimensions: dimensions)
  }
}

extension Layout: Equatable {
  /// Whether the numbers lie in the same order.
  public static func == (one: Layout, other: Layout) -> Bool {
    dnnl_memory_desc_equal(one.handle, other.handle) != 0
  }
}

/// What the factors of products are rounded to. Sums of products, and all that is not a factor, are float32.
public enum Precision: String, Sendable {
  /// IEEE 754 single precision: 24 significant bits.
  case float32
  /// bfloat16: 8 significant bits with the exponents of float32; twice the products a second where the processor has it.
  case bf16

  /// Whether the processor multiplies such numbers itself.
  public var isSupported: Bool { self == .float32 || Engine.instructionSet == "avx512" && gm_has_bfloat16() != 0 }

  var type: dnnl_data_type_t { self == .bf16 ? dnnl_bf16 : dnnl_f32 }
}
