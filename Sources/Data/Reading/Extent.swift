import Glibc

/// The sizes that a file's header announces: never believed before they are multiplied here and compared with the bytes
/// there are.
struct Extent: CustomStringConvertible {
  let sizes: [Int]

  /// The product of the sizes, or nil where one is negative or the product exceeds any address.
  var product: Int? {
    var product = 1
    for size in sizes {
      let (value, overflow) = product.multipliedReportingOverflow(by: size)
      guard size >= 0, !overflow else { return nil }
      product = value
    }
    return product
  }

  /// `60000 × 28 × 28`.
  var description: String { sizes.map(String.init).joined(separator: " × ") }

  /// What may be allocated on a file's word alone; more only once its bytes were counted.
  static func trusted(fileSize: Int) -> Int { 2 * fileSize + (1 << 24) }

  /// The machine's memory in bytes: more is refused with an error, for an allocation that fails would end the program.
  static let machineMemory = sysconf(Int32(_SC_PHYS_PAGES)) * sysconf(Int32(_SC_PAGESIZE))
}
