/// What an AnnData file is to hold: a matrix of observations and variables, and what is known of each observation.
public struct AnnDataContent {
  /// A column of obs.
  public enum Column {
    /// Numbers.
    case numbers([Double])
    /// Texts.
    case texts([String])
    /// Categories by their places in a list, -1 for none.
    case categories([Int], names: [String])
  }

  /// The matrix, row by row.
  public var matrix: [Float]
  /// The names of the observations and of the variables.
  public var observations, variables: [String]
  /// The columns of obs.
  public var columns: [(name: String, values: Column)] = []
  /// Matrices with a row for each observation, by name.
  public var embeddings: [(name: String, values: [Float], width: Int)] = []
  /// Texts about the whole, in uns below one name.
  public var notes: (name: String, texts: [(key: String, text: String)])?

  /// A matrix with its names.
  public init(_ matrix: [Float], observations: [String], variables: [String]) {
    (self.matrix, self.observations, self.variables) = (matrix, observations, variables)
  }

  /// The file's bytes, as anndata 0.8 and later read them.
  /// - Throws: `DataError` where libhdf5 is not there.
  public func file() throws(DataError) -> [UInt8] {
    let writer = try HDF5Writer(), count = observations.count
    writer.group("/", Self.kind("anndata", "0.1.0"))
    writer.dataset("/X", .floats(matrix, [count, variables.count]), Self.kind("array"))
    table("/obs", observations, columns, writer)
    table("/var", variables, [], writer)
    writer.group("/obsm", Self.kind("dict", "0.1.0"))
    for (name, values, width) in embeddings {
      writer.dataset("/obsm/\(Self.key(name))", .floats(values, [count, width]), Self.kind("array"))
    }
    writer.group("/uns", Self.kind("dict", "0.1.0"))
    if let notes {
      let path = "/uns/\(Self.key(notes.name))"
      writer.group(path, Self.kind("dict", "0.1.0"))
      for (key, text) in notes.texts {
        writer.dataset("\(path)/\(Self.key(key))", .texts([text], []), Self.kind("string"))
      }
    }
    return try writer.bytes()
  }

  private func table(
    _ path: String, _ index: [String], _ columns: [(name: String, values: Column)], _ writer: HDF5Writer
  ) {
    let order = columns.map { Self.key($0.name) }
    writer.group(
      path,
      [
        "encoding-type": .texts(["dataframe"], []), "encoding-version": .texts(["0.2.0"], []),
        "_index": .texts(["_index"], []), "column-order": .texts(order, [order.count]),
      ])
    writer.dataset("\(path)/_index", .texts(index, [index.count]), Self.kind("string-array"))
    for (name, column) in zip(order, columns) {
      let place = "\(path)/\(name)"
      switch column.values {
      case .numbers(let numbers): writer.dataset(place, .doubles(numbers, [numbers.count]), Self.kind("array"))
      case .texts(let texts): writer.dataset(place, .texts(texts, [texts.count]), Self.kind("string-array"))
      case .categories(let codes, let names):
        writer.group(
          place,
          [
            "encoding-type": .texts(["categorical"], []), "encoding-version": .texts(["0.2.0"], []),
            "ordered": .integers([0], []),
          ])
        writer.dataset(
          "\(place)/codes", .integers(codes.map { Int32(clamping: $0) }, [codes.count]), Self.kind("array"))
        writer.dataset("\(place)/categories", .texts(names, [names.count]), Self.kind("string-array"))
      }
    }
  }

  /// A name that is no path.
  private static func key(_ name: String) -> String {
    let key = name.replacing("/", with: "|")
    return key.isEmpty || key == "_index" || key == "." ? "column \(key)" : key
  }

  private static func kind(_ type: String, _ version: String = "0.2.0") -> KeyValuePairs<String, HDF5Writer.Values> {
    ["encoding-type": .texts([type], []), "encoding-version": .texts([version], [])]
  }
}
