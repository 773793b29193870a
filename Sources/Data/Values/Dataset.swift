import CZlib

/// A named set of examples to train on, and others of the same kind to test on.
public struct Dataset: Sendable {
  /// The name it is loaded by, such as `mnist`.
  public let name: String
  /// The examples a model is trained on.
  public let train: Examples
  /// The examples it is tested on, of the same shape.
  public let test: Examples
  /// The names of the labels, in their order; empty where there are no labels.
  public let classes: [String]

  /// Puts a data set together; both parts have the same shape.
  public init(name: String, train: Examples, test: Examples, classes: [String]) {
    precondition(train.shape == test.shape, "both parts need one shape")
    self.name = name
    self.train = train
    self.test = test
    self.classes = classes
  }

  /// A CRC-32 over shape, values and labels of both parts, as eight hex digits: it tells a run's data from other data.
  /// Computed at each call, at about a gigabyte a second.
  public func checksum() -> String {
    let value = test.crc(continuing: train.crc(continuing: 0))
    let digits = String(value, radix: 16)
    return String(repeating: "0", count: 8 - digits.count) + digits
  }
}

extension Examples {
  fileprivate func crc(continuing start: UInt) -> UInt {
    var value = crcOf(Array("\(count) \(shape)".utf8), start)
    switch storage {
    case .bytes(let values): value = crcOf(values, value)
    case .floats(let values): value = crcOf(values, value)
    }
    return crcOf((labels ?? []).map(Int32.init(truncatingIfNeeded:)), value)
  }

  private func crcOf<Value: BitwiseCopyable>(_ values: [Value], _ start: UInt) -> UInt {
    values.withUnsafeBytes { crc32_z(start, $0.bindMemory(to: UInt8.self).baseAddress, $0.count) }
  }
}
