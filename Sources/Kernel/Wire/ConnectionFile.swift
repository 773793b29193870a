import Language

/// Where a kernel listens and how messages are signed, as Jupyter tells it in a file.
public struct ConnectionFile {
  /// The channels by their names in the file.
  enum Channel: String, CaseIterable {
    case shell, control, stdin, iopub
    case heartbeat = "hb"
  }

  /// What messages are signed with; nothing is signed if it is empty.
  let key: [UInt8]
  private let address: (Channel) -> String

  /// Reads the file's text.
  public init(_ text: String) throws(KernelError) {
    func wrong(_ what: String) -> KernelError {
      KernelError("the connection file \(what); Jupyter writes one for each kernel that it starts")
    }
    guard case .record(let fields)? = JSONReader.value(of: Array(text.utf8)) else { throw wrong("is not JSON") }
    func field(_ name: String, _ standard: String) -> String { fields[name]?.string ?? standard }
    guard field("signature_scheme", "hmac-sha256") == "hmac-sha256" else {
      throw wrong("asks for signatures other than hmac-sha256")
    }
    var ports: [Channel: Int] = [:]
    for channel in Channel.allCases {
      guard let port = fields["\(channel.rawValue)_port"]?.wholeNumber, (1...65_535).contains(port) else {
        throw wrong("has no '\(channel.rawValue)_port'")
      }
      ports[channel] = port
    }
    let transport = field("transport", "tcp"), host = field("ip", "127.0.0.1")
    key = Array(field("key", "").utf8)
    address = { [ports] in "\(transport)://\(host)\(transport == "ipc" ? "-" : ":")\(ports[$0] ?? 0)" }
  }

  /// The address of a channel, as libzmq writes them.
  func address(of channel: Channel) -> String { address(channel) }
}
