/// Bytes as letters, as RFC 4648 says.
public enum Base64 {
  private static let letters = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

  /// Four letters for each three bytes, the last with `=` for what is missing.
  public static func encoded(_ bytes: [UInt8]) -> String {
    var text: [UInt8] = []
    text.reserveCapacity((bytes.count + 2) / 3 * 4)
    let whole = bytes.count / 3 * 3
    for start in stride(from: 0, to: whole, by: 3) {
      let bits = Int(bytes[start]) << 16 | Int(bytes[start + 1]) << 8 | Int(bytes[start + 2])
      text.append(letters[bits >> 18])
      text.append(letters[bits >> 12 & 63])
      text.append(letters[bits >> 6 & 63])
      text.append(letters[bits & 63])
    }
    let rest = bytes[whole...]
    guard !rest.isEmpty else { return String(decoding: text, as: UTF8.self) }
    let bits = (0..<3).reduce(0) { $0 << 8 | ($1 < rest.count ? Int(rest[whole + $1]) : 0) }
    for place in 0..<4 { text.append(place <= rest.count ? letters[bits >> (18 - 6 * place) & 63] : UInt8(ascii: "=")) }
    return String(decoding: text, as: UTF8.self)
  }
}
