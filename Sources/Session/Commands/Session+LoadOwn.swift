import Data
import Language

extension Session {
  /// A table of the person's own.
  func loadCSV(_ invocation: Invocation) throws -> Value {
    let options = CSVOptions(
      label: invocation.text("label"), header: invocation.text("header").flatMap(Bool.init),
      scaling: invocation.text("scale").flatMap(TableScaling.init) ?? .none,
      test: try test(invocation) ?? .share(0.2), seed: seed)
    return use(try CSVReader.load(files.allowedPath(invocation.text("file") ?? "", argument: "file"), options))
  }

  /// NumPy arrays of the person's own.
  func loadNPY(_ invocation: Invocation) throws -> Value {
    let path = try files.allowedPath(invocation.text("file") ?? "", argument: "file")
    let options = NPYOptions(
      labels: invocation.text("labels").map(arrayOrFile), array: invocation.text("array"), test: try test(invocation),
      testLabels: invocation.text("testlabels").map(arrayOrFile), seed: seed)
    return use(try NPYReader.load(path, options))
  }

  /// Pictures of the person's own.
  func loadImages(_ invocation: Invocation) throws -> Value {
    let options = PictureOptions(
      size: invocation.integer("size") ?? 28, channels: invocation.text("channels") == "3" ? 3 : 1,
      test: try test(invocation) ?? .share(0.2), seed: seed)
    let folder = try files.allowedPath(invocation.text("folder") ?? "", argument: "folder")
    let (dataset, skipped) = try PictureReader.load(folder, options)
    guard case .record(var record) = use(dataset) else { return .nothing }
    record.fields.append(.init("skipped", .number(Double(skipped))))
    return .record(record)
  }

  /// What `test=` says: a share or a path.
  private func test(_ invocation: Invocation) throws(CommandError) -> TestExamples? {
    guard let text = invocation.text("test") else { return nil }
    guard let share = Double(text) else { return .file(try files.allowedPath(text, argument: "test")) }
    guard share > 0, share < 1 else {
      throw CommandError(
        "a share of \(text) leaves nothing to train or to test on", argument: "test",
        hint: "give a share between 0 and 1, such as test=0.2, or a file")
    }
    return .share(share)
  }

  /// A path from the working folder where the text names a file of arrays, else the name of an array.
  private func arrayOrFile(_ text: String) -> String {
    text.hasSuffix(".npy") || text.hasSuffix(".npz") ? files.resolve(text) : text
  }
}
