import Bytes

/// The header of a safetensors file (huggingface.co/docs/safetensors): texts by key, and for each tensor its type, shape
/// and place among the bytes after the header.
public struct SafeTensorsHeader: Equatable, Sendable {
  /// A tensor's description.
  public struct Entry: Equatable, Sendable {
    /// Its name.
    public let name: String
    /// What its numbers are.
    public let type: ElementType
    /// Its sizes, the last varying fastest.
    public let shape: [Int]
    /// Its bytes, counted from the end of the header.
    public let bytes: Range<Int>
  }

  /// Texts by key.
  public var metadata: [String: String] = [:]
  /// The tensors in the order of their bytes.
  public var entries: [Entry] = []

  /// Where a checksum is kept, and what stands there while it is computed.
  static let checksumKey = "sha256"
  static let noChecksum = String(repeating: "0", count: 64)

  /// How many bytes the tensors take.
  public var dataSize: Int { entries.last?.bytes.upperBound ?? 0 }

  /// The product of sizes and element size; nil where a size is negative or the product exceeds any address.
  static func byteCount(of shape: [Int], _ type: ElementType) -> Int? {
    Int.checkedProduct(of: [type.size] + shape)
  }

  /// The header as the file begins: its length in eight bytes, then the JSON text, padded with spaces so that the tensors
  /// start at a multiple of eight bytes. Keys are sorted, so that equal content gives equal bytes.
  func encoded() -> [UInt8] {
    let texts = metadata.sorted { $0.key < $1.key }.map { Self.quoted($0.key) + ":" + Self.quoted($0.value) }
    let tensors = entries.map { entry in
      Self.quoted(entry.name) + ":{\"dtype\":\"\(entry.type.rawValue)\",\"shape\":["
        + entry.shape.map(String.init).joined(separator: ",")
        + "],\"data_offsets\":[\(entry.bytes.lowerBound),\(entry.bytes.upperBound)]}"
    }
    var json = Array("{\"__metadata__\":{\(texts.joined(separator: ","))}".utf8)
    for tensor in tensors { json += Array(("," + tensor).utf8) }
    json.append(UInt8(ascii: "}"))
    json += [UInt8](repeating: UInt8(ascii: " "), count: (8 - json.count % 8) % 8)
    return withUnsafeBytes(of: UInt64(json.count).littleEndian) { Array($0) } + json
  }

  /// Where the checksum's digits stand in an encoded header; nil if there are none.
  static func checksumPlace(in header: [UInt8], digits: String) -> Range<Int>? {
    let key = Array("\"\(checksumKey)\":\"".utf8), pattern = key + Array(digits.utf8)
    guard let start = header.firstRange(of: pattern)?.lowerBound else { return nil }
    return start + key.count..<start + pattern.count
  }

  private static func quoted(_ text: String) -> String {
    var quoted = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"", "\\": quoted += "\\\(scalar)"
      case "\u{0}"..<" ":
        let digits = String(scalar.value, radix: 16)
        quoted += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: quoted.unicodeScalars.append(scalar)
      }
    }
    return quoted + "\""
  }
}
