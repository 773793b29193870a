extension Int {
  /// The product of sizes that a file or a person announced; nil if one is negative or the product exceeds any
  /// address.
  public static func checkedProduct(of sizes: [Int]) -> Int? {
    var product = 1
    for size in sizes {
      let (value, overflow) = product.multipliedReportingOverflow(by: size)
      guard size >= 0, !overflow else { return nil }
      product = value
    }
    return product
  }
}
