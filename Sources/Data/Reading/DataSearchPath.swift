import Bytes
import Glibc

/// The folders in which data sets are looked for, first come first served.
public struct DataSearchPath: Sendable {
  /// The folders, in the order they are looked through.
  public let folders: [String]
  /// Whether a person named the one folder, so that it may hold the files whatever its own name is.
  private let isExplicit: Bool

  /// `GMVAE_DATA` (folders between colons), `data` in the working folder, `${XDG_DATA_HOME:-~/.local/share}/gmvae`, and
  /// `/usr/share/datasets`, where Debian's packages put data sets.
  public init(environment: [String: String], workingFolder: String) {
    let given = (environment["GMVAE_DATA"] ?? "").split(separator: ":").map { path in
      path.hasPrefix("/") ? String(path) : workingFolder + "/" + path
    }
    let user = UserFolder.data.path { environment[$0] }.map { [$0 + "/gmvae"] } ?? []
    folders = given + [workingFolder + "/data"] + user + ["/usr/share/datasets"]
    isExplicit = false
  }

  /// One folder alone, as given by `dir=`.
  public init(folder: String) {
    folders = [folder]
    isExplicit = true
  }

  /// Finds the files of a data set.
  ///
  /// They lie together in a folder called by one of the set's own names, directly in the search path or below a folder of
  /// it: sets whose files have the same names are not taken for one another. A folder that holds them all wins over an
  /// earlier one that lacks some.
  /// - Parameters:
  ///   - names: the set's name, then other names its folder may have.
  ///   - files: for each file, the names it may have.
  ///   - hint: where the set can be had.
  /// - Returns: a path for each of `files`.
  public func find(_ names: [String], files: [[String]], hint: String) throws(DataError) -> [String] {
    let name = names.first ?? ""
    var incomplete: DataError?
    for folder in candidates(names) {
      let found = files.map { present($0, in: folder) }
      let paths = found.compactMap { $0 }
      if paths.count == files.count { return paths }
      if let gap = found.firstIndex(of: nil), !paths.isEmpty, incomplete == nil {
        let missing = files[gap].first ?? ""
        incomplete = DataError("\(name) in \(folder) is not complete: \(missing) is missing", hint: hint)
      }
    }
    throw incomplete ?? DataError("\(name) was not found in \(places(names))", hint: hint)
  }

  /// The folder that files were found in.
  static func folder(of paths: [String]) -> String {
    paths.first.map { $0.split(separator: "/", omittingEmptySubsequences: false).dropLast().joined(separator: "/") }
      ?? ""
  }

  private func candidates(_ names: [String]) -> [String] {
    folders.flatMap { folder in
      let isNamedForSet = folder.split(separator: "/").last.map { names.contains(String($0)) } ?? false
      return names.map { folder + "/" + $0 } + (isExplicit || isNamedForSet ? [folder] : [])
    }
  }

  private func places(_ names: [String]) -> String {
    let list = folders.joined(separator: ", ")
    return isExplicit ? list : "a folder \(names.joined(separator: " or ")) in \(list)"
  }

  private static func status(_ path: String) -> stat? {
    var status = Glibc.stat()
    return stat(path, &status) == 0 ? status : nil
  }

  private func present(_ names: [String], in folder: String) -> String? {
    // A folder called like the file, beside it or around it, is what some archives unpack to.
    let paths = (names + names.map { $0 + "/" + $0 }).map { folder + "/" + $0 }.map {
      (path: $0, status: Self.status($0))
    }.filter {
      $0.status != nil
    }
    return (paths.first { $0.status.map { $0.st_mode & S_IFMT != S_IFDIR } ?? false } ?? paths.first)?.path
  }
}
