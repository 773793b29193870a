/// The arrays of one file: examples, and labels where there are some.
struct NPYSource {
  let examples: NPYFile
  let labels: NPYFile?
  /// The array of labels by its name in an archive, to be looked for in another archive as well.
  let labelMember: String?
  private let archive: ZipArchive?

  private static let trainExamples = ["x_train", "train_images", "x", "data", "images"]
  private static let trainLabels = ["y_train", "train_labels", "y", "labels", "label", "target", "targets"]
  private static let testExamples = ["x_test", "test_images"]
  private static let testLabels = ["y_test", "test_labels"]

  /// Opens a .npy file, or finds the arrays of an .npz archive by name: those given, else usual ones.
  init(_ path: String, examples: String?, labels: String?, isTest: Bool) throws(DataError) {
    let isFile = labels.map { FileName.ending($0).hasPrefix("np") } ?? false
    labelMember = isFile ? nil : labels
    guard FileName.ending(path) == "npz" else {
      archive = nil
      self.examples = try NPYFile(path)
      self.labels = try labels.map { path throws(DataError) in try NPYFile(path) }
      return
    }
    let archive = try ZipArchive(path)
    self.archive = archive
    let usual = (isTest ? Self.testExamples : []) + Self.trainExamples
    let arrays = archive.members.filter { FileName.ending($0.name) == "npy" }
    let found =
      try examples.map { name throws(DataError) in try Self.member(name, of: archive) }
      ?? Self.first(usual, of: archive) ?? (arrays.count == 1 ? arrays[0] : nil)
    guard let found else {
      throw DataError(
        "\(path): which of its arrays holds the examples?", hint: "say it with array=: \(Self.list(archive))")
    }
    self.examples = try NPYFile(archive, found)
    if isFile, let labels {
      self.labels = try NPYFile(labels)
    } else {
      let usual = (isTest ? Self.testLabels : []) + Self.trainLabels
      let member =
        try labels.map { name throws(DataError) in try Self.member(name, of: archive) }
        ?? Self.first(usual, of: archive)
      self.labels = try member.map { member throws(DataError) in try NPYFile(archive, member) }
    }
  }

  /// The arrays to test on in the same archive, where their usual names are there.
  func ownTest() throws(DataError) -> NPYSource? {
    guard let archive, let examples = Self.first(Self.testExamples, of: archive) else { return nil }
    let labels = Self.first(Self.testLabels, of: archive)
    return NPYSource(
      examples: try NPYFile(archive, examples),
      labels: try labels.map { member throws(DataError) in try NPYFile(archive, member) })
  }

  private init(examples: NPYFile, labels: NPYFile?) {
    (self.examples, self.labels, labelMember, archive) = (examples, labels, nil, nil)
  }

  private static func first(_ names: [String], of archive: ZipArchive) -> ZipArchive.Member? {
    names.lazy.compactMap { name in archive.members.first { $0.name.lowercased() == name + ".npy" } }.first
  }

  private static func member(_ name: String, of archive: ZipArchive) throws(DataError) -> ZipArchive.Member {
    guard let member = archive.members.first(where: { $0.name == name + ".npy" || $0.name == name }) else {
      throw DataError("\(archive.path): it has no array '\(name)'", hint: "its arrays: \(list(archive))")
    }
    return member
  }

  private static func list(_ archive: ZipArchive) -> String {
    let names = archive.members.prefix(20).map { CSVLayout.quoted(FileName.stem($0.name)) }
    return names.isEmpty ? "it has none" : names.joined(separator: ", ")
  }
}
