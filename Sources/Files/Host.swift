#if canImport(Glibc)
  import Glibc
#endif

/// The machine, as others in its network call it.
public enum Host {
  /// Its name, of letters, digits, points and hyphens; `-` if it has none.
  public static let name: String = {
    var name = [CChar](repeating: 0, count: 256)
    gethostname(&name, name.count - 1)
    let text = String(decoding: name.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    return text.isEmpty ? "-" : String(text.map { $0.isLetter || $0.isNumber || $0 == "." ? $0 : "-" })
  }()
}
