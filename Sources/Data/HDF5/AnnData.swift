import Files
import Glibc

/// An AnnData file: a matrix of observations and variables, and a table of what is known of each.
struct AnnData {
  let path: String
  private let root: HDF5Node

  /// Opens the file through a descriptor, so that what was checked is what is read.
  init(_ path: String) throws(DataError) {
    self.path = path
    let descriptor: Int32
    do throws(SystemError) {
      descriptor = try RawPath(path).opened()
    } catch {
      throw DataError(unopened: path, error, hint: "check its name and its rights")
    }
    defer { close(descriptor) }
    root = try HDF5Node(file: path, at: "/proc/self/fd/\(descriptor)")
    guard root["X"] != nil || root["layers"] != nil, root["obs"] != nil, root["var"] != nil else {
      throw DataError(
        "\(path): it is an HDF5 file without X, obs and var, so it is not AnnData",
        hint: "write one in Python: anndata.AnnData(matrix).write_h5ad(file)")
    }
  }

  /// X or a layer, with the columns at some places only.
  func matrix(layer: String?, columns: [Int]?) throws(DataError) -> any ExampleArray {
    guard let node = layer.map({ root["layers"]?[$0] }) ?? root["X"] else {
      throw DataError(
        layer.map { "\(path): it has no layer '\($0)'" } ?? "\(path): it has no X",
        hint: layer == nil ? "name a layer: layer=counts" : "leave layer= out to take X")
    }
    return node.isGroup ? try sparse(node, columns) : try DenseMatrix(node, columns)
  }

  /// The names of the observations or of the variables.
  func names(_ axis: String) throws(DataError) -> [String] {
    guard let table = root[axis], table.isGroup else { throw old }
    let index = try table.attribute("_index")?.first ?? "_index"
    guard let names = table[index] else { throw old }
    return try texts(names)
  }

  /// Whether obs has a column.
  func hasColumn(_ column: String) throws(DataError) -> Bool {
    guard let table = root["obs"], table.isGroup else { throw old }
    return table[column] != nil
  }

  /// The column of obs as texts, empty if a value is missing.
  func labels(_ column: String, count: Int) throws(DataError) -> [String] {
    guard let table = root["obs"], table.isGroup else { throw old }
    guard let node = table[column] else {
      let known = try table.attribute("column-order") ?? []
      throw DataError(
        "\(path): obs has no column '\(column)'",
        hint: known.isEmpty ? "it has none" : "its columns are " + known.prefix(12).joined(separator: ", "))
    }
    let labels = try texts(node)
    guard labels.count == count else {
      throw DataError("\(path): \(count) rows and \(labels.count) labels in obs", hint: "write it anew")
    }
    return labels
  }

  private func texts(_ node: HDF5Node) throws(DataError) -> [String] {
    guard node.isGroup else {
      return node.isText ? try node.texts() : try node.numbers().map(Self.text)
    }
    if let values = node["values"] {
      let mask = try node["mask"]?.numbers() ?? []
      return try texts(values).enumerated().map { mask.indices.contains($0) && mask[$0] != 0 ? "" : $1 }
    }
    guard let levels = node["categories"], let codes = node["codes"] else { throw old }
    let names = try texts(levels)
    return try codes.numbers().map { code in
      Int(exactly: code).flatMap { names.indices.contains($0) ? names[$0] : nil } ?? ""
    }
  }

  private static func text(_ number: Double) -> String {
    number.isNaN ? "" : Int(exactly: number).map { String($0) } ?? String(number)
  }

  private func sparse(_ node: HDF5Node, _ columns: [Int]?) throws(DataError) -> any ExampleArray {
    let old = try node.attribute("h5sparse_format")?.first
    let encoding = try node.attribute("encoding-type")?.first ?? old ?? ""
    let shape = node.attributeNumbers("shape") ?? node.attributeNumbers("h5sparse_shape") ?? []
    guard shape.count == 2, encoding.hasPrefix("csr") || encoding.hasPrefix("csc"), let data = node["data"],
      let indices = node["indices"], let starts = node["indptr"]
    else {
      throw DataError("\(node.name): it is not a sparse matrix of a known kind", hint: "write X dense, or as CSR")
    }
    let matrix = try SparseArray(
      node.name, count: shape[0], width: shape[1], isByColumn: encoding.hasPrefix("csc"), values: data.numbers(),
      indices: indices.numbers(), starts: starts.numbers())
    return columns.map(matrix.keeping) ?? matrix
  }

  private var old: DataError {
    DataError(
      "\(path): its obs or var is written as an old version of anndata did it",
      hint: "in Python: anndata.read_h5ad(file).write_h5ad(file)")
  }
}

/// A matrix that is read some rows at a time.
private struct DenseMatrix: ExampleArray {
  let node: HDF5Node
  let columns: [Int]?
  let count, width: Int
  var name: String { node.name }

  init(_ node: HDF5Node, _ columns: [Int]?) throws(DataError) {
    let shape = node.shape
    guard shape.count == 2, shape[0] > 0, shape[1] > 0 else {
      throw DataError(
        "\(node.name): its shape is \(Extent(sizes: shape)), expected observations × variables",
        hint: "write X with rows and columns")
    }
    (self.node, self.columns, count, width) = (node, columns, shape[0], shape[1])
    guard let bytes = Extent(sizes: [count, kept, 12]).product, bytes <= Extent.freeMemory,
      columns?.allSatisfy({ $0 < shape[1] }) ?? true
    else {
      throw DataError("\(node.name): its numbers exceed the free memory", hint: "keep fewer with columns=")
    }
  }

  private var kept: Int { columns?.count ?? width }

  func extent() throws(DataError) -> (count: Int, shape: ExampleShape) { (count, .vector(kept)) }

  func storage(_ split: Split) throws(DataError) -> (train: Examples.Storage, test: Examples.Storage) {
    var train = [Float](repeating: 0, count: split.trainCount * kept)
    var test = [Float](repeating: 0, count: split.testCount * kept)
    let rows = split.rows
    try forEach { row, column, value in
      let place = Int(rows[row])
      if place >= 0 { train[place * kept + column] = Float(value) } else { test[~place * kept + column] = Float(value) }
    }
    return (.floats(train), .floats(test))
  }

  func rows() throws(DataError) -> NumberRows {
    var rows = NumberRows(width: kept, count: count)
    try forEach { rows[$0, $1] = $2 }
    return rows
  }

  private func forEach(_ body: (Int, Int, Double) -> Void) throws(DataError) {
    let step = max(1, (1 << 20) / width)
    for start in stride(from: 0, to: count, by: step) {
      try DataError.throwIfInterrupted()
      let range = start..<min(start + step, count), values = try node.rows(range)
      for row in range {
        for place in 0..<kept {
          let value = values[(row - start) * width + (columns?[place] ?? place)]
          guard abs(value) <= Double(Float.greatestFiniteMagnitude) else {
            throw DataError(
              "\(name): row \(row + 1) has a value that is not finite in float32", hint: "replace it before writing")
          }
          body(row, place, value)
        }
      }
    }
  }
}
