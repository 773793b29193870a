import CSystem

#if canImport(Glibc)
  import Glibc
#endif

/// The file of this program.
public enum ProgramFile {
  /// Its absolute path without links; nil if the system does not tell it.
  public static let path: String? = {
    guard let path = realpath(gm_program(), nil) else { return nil }
    defer { free(path) }
    return String(cString: path)
  }()
}
