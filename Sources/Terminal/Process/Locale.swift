import Glibc

/// The character set that the terminal is said to use.
enum Locale {
  /// Whether text is UTF-8. An environment that names no locale at all counts as UTF-8, for plain C would make
  /// readline take each byte of a letter for a character. Numbers keep their C form.
  static let isUTF8: Bool = {
    setlocale(LC_CTYPE, "")
    let isSilent = ["LC_ALL", "LC_CTYPE", "LANG"].allSatisfy { (Environment[$0] ?? "").isEmpty }
    if isSilent { setlocale(LC_CTYPE, "C.UTF-8") }
    return String(cString: nl_langinfo(Int32(CODESET))) == "UTF-8"
  }()
}
