import Data
import Language

extension Session {
  /// A table of the person's own.
  func loadCSV(_ invocation: Invocation) throws -> Value {
    var options = try tableOptions(invocation)
    options.label = invocation.text("label")
    options.scaling = invocation.text("scale").flatMap(TableScaling.init)
    options.columns = invocation.words("columns")
    options.missing = invocation.text("missing").flatMap(MissingValues.init)
    options.shape = try shape(invocation)
    options.test = try test(invocation) ?? .share(0.2)
    options.seed = seed
    return try use(CSVReader.load(files.allowedPath(invocation.text("file") ?? "", argument: "file"), options))
  }

  /// How a table's text is to be understood.
  func tableOptions(_ invocation: Invocation) throws(CommandError) -> CSVOptions {
    var options = CSVOptions(header: invocation.text("header").flatMap(Bool.init))
    options.id = invocation.text("id")
    options.drop = invocation.words("drop") ?? []
    options.delimiter = try separator("delimiter", invocation, words: ["tab": "\t", "space": " ", "comma": ","])
    options.decimal = try separator("decimal", invocation)
    options.thousands = try separator("thousands", invocation, words: ["space": " "])
    options.encoding = invocation.text("encoding").flatMap(TextEncoding.init)
    options.missingMarks = invocation.words("na")
    return options
  }

  /// NumPy arrays or idx files of the person's own.
  func loadArrays(_ invocation: Invocation) throws -> Value {
    let path = try files.allowedPath(invocation.text("file") ?? "", argument: "file")
    var options = NPYOptions(
      labels: invocation.text("labels").map(arrayOrFile), array: invocation.text("array"), test: try test(invocation),
      testLabels: invocation.text("testlabels").map(arrayOrFile), seed: seed)
    options.scaling = invocation.text("scale").flatMap(TableScaling.init) ?? .none
    options.shape = try shape(invocation)
    return try use(NPYReader.load(path, options))
  }

  /// Pictures of the person's own.
  func loadImages(_ invocation: Invocation) throws -> Value {
    var options = PictureOptions(
      size: invocation.integer("size") ?? 28, channels: invocation.text("channels") == "3" ? 3 : 1,
      test: try test(invocation) ?? .share(0.2), seed: seed)
    options.classes = invocation.text("class").flatMap(PictureClasses.init) ?? .folder
    let folder = try files.allowedPath(invocation.text("folder") ?? "", argument: "folder")
    let (dataset, skipped) = try PictureReader.load(folder, options)
    guard case .record(var record) = try use(dataset) else { return .nothing }
    record.fields.append(.init("skipped", .number(Double(skipped))))
    return .record(record)
  }

  /// What `test=` says: a share or a path.
  func test(_ invocation: Invocation) throws(CommandError) -> TestExamples? {
    guard let text = invocation.text("test") else { return nil }
    guard let share = Double(text) else { return .file(try files.allowedPath(text, argument: "test")) }
    guard share >= 0, share < 1 else {
      throw CommandError(
        "a share of \(text) leaves nothing to train on", argument: "test",
        hint: "give a share below 1, such as test=0.2, test=0 to train on all, or a file")
    }
    return .share(share)
  }

  /// What `shape=` says: `28x28`, or `32x32x3` with channels last.
  private func shape(_ invocation: Invocation) throws(CommandError) -> ExampleShape? {
    guard let text = invocation.text("shape") else { return nil }
    let sizes = text.split(separator: "x", omittingEmptySubsequences: false).map { Int($0) ?? 0 }
    guard (2...3).contains(sizes.count), sizes.allSatisfy({ (1...65_536).contains($0) }),
      sizes.count == 2 || [1, 3].contains(sizes[2])
    else {
      throw CommandError(
        "'\(text)' is no shape of images", argument: "shape",
        hint: "give height and width: shape=28x28, or 32x32x3 in color")
    }
    return .image(height: sizes[0], width: sizes[1], channels: sizes.count == 3 ? sizes[2] : 1)
  }

  /// A letter between columns or in numbers, by itself or by its name.
  private func separator(
    _ name: String, _ invocation: Invocation, words: [String: String] = [:]
  ) throws(CommandError) -> UInt8? {
    guard let text = invocation.text(name) else { return nil }
    let letter = words[text] ?? text
    guard letter.utf8.count == 1, let byte = letter.utf8.first, byte < 0x80, !(0x30...0x39).contains(byte) else {
      let known = words.keys.sorted().joined(separator: ", ")
      throw CommandError(
        "'\(text)' is no single letter", argument: name,
        hint: "give one such as \(name)=\",\"" + (known.isEmpty ? "" : ", or one of \(known)"))
    }
    return byte
  }

  /// A path from the working folder if the text names a file of arrays, else the name of an array.
  private func arrayOrFile(_ text: String) -> String {
    NPYOptions.isFile(text) ? files.resolve(text) : text
  }
}
