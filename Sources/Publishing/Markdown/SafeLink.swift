/// A link that a page may have: to the web, to a mailbox, or to a place beside the page.
struct SafeLink {
  /// The address.
  let address: String

  /// Nil where following the link could do anything else. Browsers ignore blanks before and line breaks within an address,
  /// and read backslashes as slashes.
  init?(_ url: String) {
    let scalars = url.unicodeScalars.drop { $0.value <= 0x20 }.filter { !["\t", "\n", "\r"].contains($0) }
    let address = String(String.UnicodeScalarView(scalars))
    guard !address.isEmpty, !address.unicodeScalars.contains(where: { $0.value < 0x20 }) else { return nil }
    let start = address.prefix { !"/\\?#".contains($0) }
    if let colon = start.firstIndex(of: ":") {
      guard ["http", "https", "mailto"].contains(start[..<colon].lowercased()) else { return nil }
    } else if address.count > 1, address.prefix(2).allSatisfy({ "/\\".contains($0) }) {
      return nil
    }
    self.address = address
  }

  /// Whether it leads to another place in the web.
  var leadsAway: Bool { address.lowercased().hasPrefix("http") }

  /// Whether it is a path from the notebook's folder to something in it, and which one.
  var path: String? {
    let path = address.prefix { !"?#".contains($0) }
    guard !path.isEmpty, !path.hasPrefix("/"), !path.hasPrefix("~"), !path.contains("\\"), !path.contains(":"),
      let decoded = String(path).removingPercentEncoding,
      !decoded.hasPrefix("/"), !decoded.hasPrefix("~"), !decoded.utf8.contains(0),
      !decoded.split(separator: "/").contains("..")
    else { return nil }
    return decoded
  }
}

extension String {
  /// The text with `%41` as A; nil if it is not UTF-8 then.
  fileprivate var removingPercentEncoding: String? {
    var bytes: [UInt8] = [], rest = Array(utf8)[...]
    while let byte = rest.popFirst() {
      let digits = String(decoding: rest.prefix(2), as: UTF8.self)
      if byte == UInt8(ascii: "%"), digits.utf8.count == 2, let decoded = UInt8(digits, radix: 16) {
        bytes.append(decoded)
        rest = rest.dropFirst(2)
      } else {
        bytes.append(byte)
      }
    }
    return String(validating: bytes, as: UTF8.self)
  }
}
