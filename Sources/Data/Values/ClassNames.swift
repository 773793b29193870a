/// The classes that labels name, collected as they are met.
struct ClassNames {
  private var codes: [String: Int32] = [:]
  private var numbers: [Double: Int32] = [:]
  private(set) var names: [String] = []
  /// More differing labels than a person would call classes.
  static let limit = 1000

  /// The number of a label in the order of first appearance; nil if there are too many classes.
  ///
  /// Labels that are the same `number` are one class, such as `1` and `1.0`; digits with zeros before them are a name.
  mutating func code(_ name: String, number: Double? = nil) -> Int32? {
    if let code = codes[name] { return code }
    if let number, !Self.hasLeadingZero(name) {
      if let code = numbers[number] {
        codes[name] = code
        return code
      }
      numbers[number] = Int32(names.count)
    }
    guard names.count < Self.limit else { return nil }
    let code = Int32(names.count)
    codes[name] = code
    names.append(name)
    return code
  }

  /// Takes in the names of what follows, and gives the number here of each; nil if there are too many. With a `format`, those that
  /// are the same number are one.
  mutating func append(_ other: ClassNames, _ format: DecimalFormat? = nil) -> [Int32]? {
    var places: [Int32] = []
    for name in other.names {
      let number = format.flatMap { Array(name.utf8).withUnsafeBufferPointer($0.number) }
      guard let code = code(name, number: number) else { return nil }
      places.append(code)
    }
    return places
  }

  /// How many names there are.
  var count: Int { names.count }

  private static func hasLeadingZero(_ name: String) -> Bool {
    let digits = name.utf8.drop { $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: "+") }
    return digits.first == 0x30 && digits.dropFirst().first.map { (0x30...0x39).contains($0) } == true
  }

  /// The names in natural order: numbers by value and before other texts.
  var sorted: [String] { order.map { names[$0] } }

  /// The labels of examples by their place among the sorted names; -1 stays -1.
  func labels(_ codes: [Int32]) -> [Int] {
    let places = places
    return codes.map { $0 < 0 ? -1 : places[Int($0)] }
  }

  /// For each name in the order of first appearance its place among the sorted names.
  var places: [Int] {
    var places = [Int](repeating: 0, count: names.count)
    for (place, code) in order.enumerated() { places[code] = place }
    return places
  }

  private var order: [Int] {
    names.indices.sorted { first, second in
      switch (Double(names[first]), Double(names[second])) {
      case (let a?, let b?) where a != b: a < b
      case (_?, nil): true
      case (nil, _?): false
      default: Self.naturally(names[first], names[second])
      }
    }
  }

  /// Whether a text comes first, runs of digits compared as numbers: `c2` before `c10`.
  private static func naturally(_ first: String, _ second: String) -> Bool {
    var (a, b) = (first.utf8[...], second.utf8[...])
    let isDigit = { (byte: UInt8) in (0x30...0x39).contains(byte) }
    while let head = a.first, let other = b.first {
      if isDigit(head), isDigit(other) {
        let (run, otherRun) = (a.prefix(while: isDigit), b.prefix(while: isDigit))
        let (number, otherNumber) = (run.drop { $0 == 0x30 }, otherRun.drop { $0 == 0x30 })
        if number.count != otherNumber.count { return number.count < otherNumber.count }
        if !number.elementsEqual(otherNumber) { return number.lexicographicallyPrecedes(otherNumber) }
        (a, b) = (a[run.endIndex...], b[otherRun.endIndex...])
      } else if head != other {
        return head < other
      } else {
        (a, b) = (a.dropFirst(), b.dropFirst())
      }
    }
    return a.count != b.count ? a.count < b.count : first < second
  }

  /// The error if there are too many.
  static func tooMany(_ what: String, hint: String = "name another column, or none") -> DataError {
    DataError(
      "\(what) more than \(limit) different labels, too many for classes", hint: hint)
  }
}
