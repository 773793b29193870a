import Files

/// An array as NumPy stores it (numpy.org/doc/stable/reference/generated/numpy.lib.format.html, version 1.0).
public struct NPYArray {
  /// What stands before the numbers.
  let header: [UInt8]
  /// The numbers, little-endian, row-major.
  let content: [UInt8]

  /// Numbers of float32.
  public init(_ values: [Float], shape: [Int]) { self.init(values, "<f4", shape) }

  /// Numbers of float64.
  public init(_ values: [Double], shape: [Int]) { self.init(values, "<f8", shape) }

  /// Whole numbers of 64 bits.
  public init(_ values: [Int64], shape: [Int]) { self.init(values, "<i8", shape) }

  private init<Number: BitwiseCopyable>(_ values: [Number], _ type: String, _ shape: [Int]) {
    let sizes = shape.map { "\($0)," }.joined(separator: " ")
    var text = Array("{'descr': '\(type)', 'fortran_order': False, 'shape': (\(sizes)), }".utf8)
    text += [UInt8](repeating: UInt8(ascii: " "), count: (64 - (10 + text.count + 1) % 64) % 64)
    text.append(UInt8(ascii: "\n"))
    header = [0x93] + Array("NUMPY".utf8) + [1, 0, UInt8(text.count & 0xFF), UInt8(text.count >> 8)] + text
    content = values.withUnsafeBytes { Array($0) }
  }

  /// The array as a file of its own.
  public func write(to file: FileWriter) throws(SystemError) {
    try file.append(header)
    try file.append(content)
  }
}
