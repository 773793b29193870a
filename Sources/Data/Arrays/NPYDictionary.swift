/// The Python dictionary in a NumPy header: texts, `True` or `False`, and tuples of whole numbers.
struct NPYDictionary {
  private var rest: Substring.UTF8View

  init(_ text: String) { rest = text[...].utf8 }

  /// What a header tells; an entry it lacks is nil.
  struct Entries {
    var type: String?
    /// Whether the elements are records, whose type is a list of fields.
    var hasFields = false
    var isFortran: Bool?
    var shape: [Int]?
  }

  /// The entries; nil if the text is no such dictionary.
  mutating func entries() -> Entries? {
    var entries = Entries()
    guard take("{") else { return nil }
    while !take("}") {
      guard let key = text(), take(":") else { return nil }
      switch key {
      case "descr":
        entries.hasFields = takeList()
        if !entries.hasFields { entries.type = text() }
      case "fortran_order": entries.isFortran = take("True") ? true : take("False") ? false : nil
      case "shape": entries.shape = tuple()
      default: return nil
      }
      guard take(",") || rest.first == UInt8(ascii: "}") else { return nil }
    }
    skipBlanks()
    return rest.isEmpty ? entries : nil
  }

  private mutating func text() -> String? {
    skipBlanks()
    guard let quote = rest.first, quote == 0x22 || quote == 0x27 else { return nil }
    rest.removeFirst()
    guard let end = rest.firstIndex(of: quote) else { return nil }
    let text = String(Substring(rest[..<end]))
    rest = rest[rest.index(after: end)...]
    return text
  }

  /// Takes a list with all it holds, where one comes next.
  private mutating func takeList() -> Bool {
    guard take("[") else { return false }
    var (depth, quote) = (1, UInt8?.none)
    while depth > 0, let byte = rest.popFirst() {
      switch byte {
      case _ where quote != nil: if byte == quote { quote = nil }
      case 0x22, 0x27: quote = byte
      case UInt8(ascii: "["): depth += 1
      case UInt8(ascii: "]"): depth -= 1
      default: break
      }
    }
    return true
  }

  private mutating func tuple() -> [Int]? {
    guard take("(") else { return nil }
    var sizes: [Int] = []
    while !take(")") {
      skipBlanks()
      let digits = rest.prefix { (0x30...0x39).contains($0) }
      guard let size = Int(Substring(digits)), sizes.count < 32 else { return nil }
      sizes.append(size)
      rest = rest[digits.endIndex...]
      // Python 2 wrote long numbers so.
      _ = take("L")
      guard take(",") || rest.first == UInt8(ascii: ")") else { return nil }
    }
    return sizes
  }

  /// Takes a word past blanks, where it comes next.
  private mutating func take(_ word: String) -> Bool {
    skipBlanks()
    guard rest.starts(with: word.utf8) else { return false }
    rest = rest.dropFirst(word.utf8.count)
    return true
  }

  private mutating func skipBlanks() { rest = rest.drop { $0 == 0x20 || $0 == 0x0a } }
}
