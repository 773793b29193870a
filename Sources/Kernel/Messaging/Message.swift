import Bytes
import Language

/// A message of Jupyter's protocol (jupyter-client.readthedocs.io, "Messaging in Jupyter").
struct Message {
  /// What stands between the frames that say who it is for and those that say what it is.
  private static let delimiter = Array("<IDS|MSG>".utf8)

  /// Who sent it, for the way back.
  let identities: [[UInt8]]
  /// Its header as it came, which answers carry.
  let header: [UInt8]
  /// What it is: `execute_request`.
  let type: String
  /// What it says.
  let content: Record

  /// Takes a message apart; nil if its signature is not right, or it is none.
  init?(_ frames: [[UInt8]], key: [UInt8]) {
    guard let place = frames.firstIndex(of: Self.delimiter), frames.count >= place + 6 else { return nil }
    let parts = Array(frames[(place + 2)..<(place + 6)])
    guard Self.signature(of: parts, key).isSame(as: frames[place + 1]),
      case .record(let header)? = JSONReader.value(of: parts[0]), let type = header["msg_type"]?.string,
      case .record(let content)? = JSONReader.value(of: parts[3])
    else { return nil }
    identities = Array(frames[..<place])
    self.header = parts[0]
    self.type = type
    self.content = content
  }

  /// The frames of a message.
  ///
  /// - Parameters:
  ///   - identities: who it is for; for what is published, its topic.
  ///   - parent: the header of the message that it answers.
  static func frames(
    _ identities: [[UInt8]], header: Value, parent: [UInt8], metadata: Value = .object([]), content: Value, key: [UInt8]
  ) -> [[UInt8]] {
    let json = [header, metadata, content].map { Array(JSONPrinter.text(of: $0).utf8) }
    let parts = [json[0], parent.isEmpty ? Array("{}".utf8) : parent, json[1], json[2]]
    return identities + [delimiter, signature(of: parts, key)] + parts
  }

  /// The signature as hex digits; nothing without a key.
  private static func signature(of parts: [[UInt8]], _ key: [UInt8]) -> [UInt8] {
    guard !key.isEmpty else { return [] }
    let digits = Array("0123456789abcdef".utf8)
    return SHA256.authentication(of: parts, key: key).flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }
  }
}

extension [UInt8] {
  /// Compares in a time that does not tell where two signatures differ.
  fileprivate func isSame(as other: [UInt8]) -> Bool {
    count == other.count && zip(self, other).reduce(0) { $0 | ($1.0 ^ $1.1) } == 0
  }
}

extension Value {
  /// The text that this is, or nil.
  var string: String? { if case .text(let text) = self { text } else { nil } }

  /// True or false, or nil.
  var flag: Bool? { if case .boolean(let flag) = self { flag } else { nil } }
}
