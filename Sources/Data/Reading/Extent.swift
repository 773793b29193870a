import Bytes
import Compute

/// The sizes that a file's header announces: never believed before they are multiplied here and compared with the bytes
/// there are.
struct Extent: CustomStringConvertible {
  let sizes: [Int]

  /// The product of the sizes, or nil if one is negative or the product exceeds any address.
  var product: Int? { Int.checkedProduct(of: sizes) }

  /// `60000 × 28 × 28`.
  var description: String { sizes.map(String.init).joined(separator: " × ") }

  /// What may be allocated on a file's word alone; more only once its bytes were counted.
  static func trusted(fileSize: Int) -> Int { 2 * fileSize + (1 << 24) }

  /// The bytes that can still be had: more is refused with an error, for an allocation that fails would end the program.
  static var freeMemory: Int { Machine.availableMemory }
}
