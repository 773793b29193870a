import Glibc

/// The process's environment variables.
public enum Environment {
  /// The value of the variable `name`; nil when it is not set.
  static subscript(name: String) -> String? {
    getenv(name).map { String(cString: $0) }
  }

  /// The folder that relative paths begin in.
  public static var workingFolder: String {
    guard let path = getcwd(nil, 0) else { return "." }
    defer { free(path) }
    return String(cString: path)
  }
}

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

/// The session whose sweep this process runs a script for, if it does.
enum ParentProcess {
  /// The variable of the environment that names it.
  static let variable = "GMVAE_SWEEP_OF"

  private static let expected = Environment[variable].flatMap { pid_t($0) }

  /// Whether it has ended, so that nobody waits for what this process does. The system then gives it another parent.
  static var isGone: Bool { expected.map { getppid() != $0 } ?? false }
}
