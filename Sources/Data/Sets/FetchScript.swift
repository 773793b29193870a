import Files

#if canImport(Glibc)
  import Glibc
#endif

/// What fetches the public data sets, as a person here can type it.
public enum FetchScript {
  /// `gmvae-fetch-data`, which the packages put beside the program, or the script of the source tree.
  public static let name = name(beside: ProgramFile.path)

  static func name(beside program: String?) -> String {
    let installed = "gmvae-fetch-data"
    let folder = program.map { $0[..<($0.lastIndex(of: "/") ?? $0.startIndex)] }
    return folder.map { access("\($0)/\(installed)", X_OK) == 0 } == true ? installed : "Scripts/fetch-data"
  }
}
