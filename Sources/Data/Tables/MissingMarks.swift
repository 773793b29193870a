/// What stands for a missing value in a column of features.
struct MissingMarks {
  /// The usual marks, whatever their letters' case; an empty field is one always.
  private static let usual = ["na", "n/a", "#n/a", "nan", "null", "none", "?", ".", "-"]
  private let texts: [[UInt8]]
  private let numbers: [Double]

  /// The usual marks, or those given, of which numbers are told by value.
  init(_ given: [String]?) {
    texts = (given ?? Self.usual).map { Array($0.lowercased().utf8) }
    numbers = (given ?? []).compactMap(Double.init)
  }

  /// Whether a field that is no number is missing.
  func contain(_ field: UnsafeBufferPointer<UInt8>) -> Bool {
    field.isEmpty
      || texts.contains { mark in
        mark.count == field.count && zip(mark, field).allSatisfy { $0 == ($1 >= 0x41 && $1 <= 0x5a ? $1 | 0x20 : $1) }
      }
  }

  /// Whether some number stands for a missing value.
  var hasNumbers: Bool { !numbers.isEmpty }

  /// Whether a number stands for a missing value.
  func contain(_ value: Double) -> Bool { numbers.contains(value) }

  /// Whether a text of the first row could be a value that is missing.
  func contain(_ text: String) -> Bool { Array(text.utf8).withUnsafeBufferPointer(contain) }
}
