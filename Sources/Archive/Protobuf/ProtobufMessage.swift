/// A message in the encoding of Protocol Buffers (protobuf.dev/programming-guides/encoding), field by field.
public struct ProtobufMessage {
  /// What was added so far.
  public private(set) var bytes: [UInt8] = []

  /// A message without fields.
  public init() {}

  /// How a field's content is written.
  private enum WireType: UInt64 {
    case varint = 0, fixed64 = 1, length = 2, fixed32 = 5
  }

  /// Adds a whole number.
  public mutating func add(_ field: Int, _ number: Int) {
    tag(field, .varint)
    varint(UInt64(bitPattern: Int64(number)))
  }

  /// Adds whole numbers, one field each.
  public mutating func add(_ field: Int, _ numbers: [Int]) { for number in numbers { add(field, number) } }

  /// Adds a number of 32 bits.
  public mutating func add(_ field: Int, _ number: Float) {
    tag(field, .fixed32)
    bytes += withUnsafeBytes(of: number.bitPattern.littleEndian) { Array($0) }
  }

  /// Adds a number of 64 bits.
  public mutating func add(_ field: Int, _ number: Double) {
    tag(field, .fixed64)
    bytes += withUnsafeBytes(of: number.bitPattern.littleEndian) { Array($0) }
  }

  /// Adds a text.
  public mutating func add(_ field: Int, _ text: String) { add(field, bytes: Array(text.utf8)) }

  /// Adds texts, one field each.
  public mutating func add(_ field: Int, _ texts: [String]) { for text in texts { add(field, text) } }

  /// Adds bytes.
  public mutating func add(_ field: Int, bytes content: [UInt8]) {
    tag(field, .length)
    varint(UInt64(content.count))
    bytes += content
  }

  /// Adds a message that `fill` makes.
  public mutating func add(_ field: Int, _ fill: (inout ProtobufMessage) -> Void) {
    var message = ProtobufMessage()
    fill(&message)
    add(field, bytes: message.bytes)
  }

  private mutating func tag(_ field: Int, _ type: WireType) { varint(UInt64(field) << 3 | type.rawValue) }

  private mutating func varint(_ number: UInt64) {
    var rest = number
    while rest >= 0x80 {
      bytes.append(UInt8(rest & 0x7F) | 0x80)
      rest >>= 7
    }
    bytes.append(UInt8(rest))
  }
}
