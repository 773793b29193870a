/// A struct in Thrift's compact protocol (github.com/apache/thrift, doc/specs/thrift-compact-protocol.md), field by field
/// in rising order of their numbers.
///
/// A field begins with its type and how much its number is above the last one's, in four bits each. Numbers are zigzag
/// varints: 0, -1, 1, -2, … are 0, 1, 2, 3, …, seven bits to a byte, the lowest first.
struct ThriftStruct {
  private enum Kind: UInt8 {
    case int32 = 5, int64 = 6, binary = 8, list = 9, structure = 12
  }

  private var content: [UInt8] = []
  private var lastField = 0

  /// The fields added so far, and the end.
  var bytes: [UInt8] { content + [0] }

  /// Adds a whole number of 32 bits, or a constant of an enumeration.
  mutating func add(_ field: Int, int32 number: Int32) {
    begin(field, .int32)
    add(Int64(number))
  }

  /// Adds a whole number of 64 bits.
  mutating func add(_ field: Int, int64 number: Int) {
    begin(field, .int64)
    add(Int64(number))
  }

  /// Adds a text.
  mutating func add(_ field: Int, _ text: String) {
    begin(field, .binary)
    add(text)
  }

  /// Adds a list of whole numbers of 32 bits.
  mutating func add(_ field: Int, int32s numbers: [Int32]) {
    beginList(field, .int32, numbers.count)
    for number in numbers { add(Int64(number)) }
  }

  /// Adds a list of texts.
  mutating func add(_ field: Int, _ texts: [String]) {
    beginList(field, .binary, texts.count)
    for text in texts { add(text) }
  }

  /// Adds a struct that `fill` makes.
  mutating func add(_ field: Int, _ fill: (inout ThriftStruct) -> Void) {
    begin(field, .structure)
    add(fill)
  }

  /// Adds a list of structs, each of which `fill` makes of an item.
  mutating func add<Item>(_ field: Int, _ items: [Item], _ fill: (inout ThriftStruct, Item) -> Void) {
    beginList(field, .structure, items.count)
    for item in items { add { fill(&$0, item) } }
  }

  private mutating func begin(_ field: Int, _ kind: Kind) {
    content.append(UInt8(field - lastField) << 4 | kind.rawValue)
    lastField = field
  }

  private mutating func beginList(_ field: Int, _ kind: Kind, _ count: Int) {
    begin(field, .list)
    guard count >= 15 else { return content.append(UInt8(count) << 4 | kind.rawValue) }
    content.append(0xF0 | kind.rawValue)
    content.append(varint: UInt64(count))
  }

  private mutating func add(_ number: Int64) { content.append(varint: UInt64(bitPattern: number << 1 ^ number >> 63)) }

  private mutating func add(_ text: String) {
    content.append(varint: UInt64(text.utf8.count))
    content += text.utf8
  }

  private mutating func add(_ fill: (inout ThriftStruct) -> Void) {
    var inner = ThriftStruct()
    fill(&inner)
    content += inner.bytes
  }
}

extension [UInt8] {
  /// Appends a number of seven bits to a byte, the lowest first; the highest bit says that more follow.
  mutating func append(varint number: UInt64) {
    var rest = number
    while rest >= 0x80 {
      append(UInt8(rest & 0x7F) | 0x80)
      rest >>= 7
    }
    append(UInt8(rest))
  }
}
