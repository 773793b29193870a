/// The arrays of one file: examples, labels if there are some, and names for both.
struct NPYSource {
  let examples: any ExampleArray
  let labels: NPYFile?
  /// The array of labels by its name in an archive, to be looked for in another archive as well.
  let labelMember: String?
  /// What the labels 0, 1, … stand for, and what the columns are called, where the archive says so.
  private(set) var classNames: [String]?
  private(set) var columnNames: [String]?
  private let archive: ZipArchive?

  private static let trainExamples = ["x_train", "train_images", "x", "data", "images", "arr_0"]
  private static let trainLabels = ["y_train", "train_labels", "y", "labels", "label", "target", "targets"]
  private static let testExamples = ["x_test", "test_images"]
  private static let testLabels = ["y_test", "test_labels"]
  private static let classLists = ["class_names", "target_names", "label_names"]
  private static let columnLists = ["feature_names", "gene_names", "genes", "var_names", "vocab", "columns"]

  /// Opens a .npy or idx file, or finds the arrays of an .npz archive by name: those given, else usual ones.
  init(_ path: String, examples: String?, labels: String?, isTest: Bool) throws(DataError) {
    let isFile = labels.map(NPYOptions.isFile) ?? false
    labelMember = isFile ? nil : labels
    guard FileName.ending(path) == "npz" else {
      archive = nil
      self.examples = try NPYFile(path)
      self.labels = try labels.map { path throws(DataError) in try Self.labels(inFile: path, isTest: isTest) }
      return
    }
    let archive = try ZipArchive(path)
    self.archive = archive
    self.examples = try Self.examples(archive, named: examples, isTest: isTest)
    if isFile, let labels {
      self.labels = try Self.labels(inFile: labels, isTest: isTest)
    } else {
      let usual = (isTest ? Self.testLabels : []) + Self.trainLabels
      let member =
        try labels.map { name throws(DataError) in try Self.member(name, of: archive) }
        ?? Self.first(usual, of: archive)
      self.labels = try member.map { member throws(DataError) in try NPYFile(archive, member) }
    }
    classNames = Self.texts(Self.classLists, of: archive)
    columnNames = Self.texts(Self.columnLists, of: archive)
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

  /// The examples in an archive: a sparse matrix as scipy writes it, or an array.
  private static func examples(
    _ archive: ZipArchive, named name: String?, isTest: Bool
  ) throws(DataError) -> any ExampleArray {
    if name == nil, let sparse = try sparse(archive) { return sparse }
    let usual = (isTest ? testExamples : []) + trainExamples
    let arrays = archive.members.filter { FileName.ending($0.name) == "npy" }
    let found =
      try name.map { name throws(DataError) in try member(name, of: archive) }
      ?? first(usual, of: archive) ?? (arrays.count == 1 ? arrays[0] : nil)
    guard let found else {
      throw DataError(
        "\(archive.path): which of its arrays holds the examples?", hint: "say it with array=: \(list(archive))")
    }
    return try NPYFile(archive, found)
  }

  /// The labels in a file of their own; in an archive the array with a usual name, or the only one.
  private static func labels(inFile path: String, isTest: Bool) throws(DataError) -> NPYFile {
    guard FileName.ending(path) == "npz" else { return try NPYFile(path) }
    let archive = try ZipArchive(path)
    let found =
      first((isTest ? testLabels : []) + trainLabels + ["arr_0"], of: archive)
      ?? (archive.members.count == 1 ? archive.members[0] : nil)
    guard let found else {
      throw DataError(
        "\(path): which of its arrays holds the labels? It has \(list(archive))",
        hint: "save them alone: numpy.save(file, labels)")
    }
    return try NPYFile(archive, found)
  }

  private static func sparse(_ archive: ZipArchive) throws(DataError) -> SparseArray? {
    guard let data = first(["data"], of: archive), let indices = first(["indices"], of: archive),
      let starts = first(["indptr"], of: archive), let shape = first(["shape"], of: archive)
    else { return nil }
    func numbers(_ member: ZipArchive.Member) throws(DataError) -> [Double] { try NPYFile(archive, member).numbers() }
    let sizes = try numbers(shape).compactMap { Int(exactly: $0) }
    let format = try first(["format"], of: archive).flatMap { member throws(DataError) in
      let file = try NPYFile(archive, member)
      return try file.header.type.texts(file.bytes()).first
    }
    guard sizes.count == 2, ["csr", "csc", nil].contains(format) else {
      throw DataError(
        "\(archive.path): its sparse matrix is not stored by rows or columns",
        hint: "scipy.sparse.save_npz(file, matrix.tocsr())")
    }
    return try SparseArray(
      archive.path, count: sizes[0], width: sizes[1], isByColumn: format == "csc", values: numbers(data),
      indices: numbers(indices), starts: numbers(starts))
  }

  private static func texts(_ names: [String], of archive: ZipArchive) -> [String]? {
    // A list that cannot be read is none: it only names things.
    first(names, of: archive).flatMap { try? NPYFile(archive, $0).texts() }
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
