import CHDF5

/// A group or dataset of an HDF5 file, open for reading.
final class HDF5Node {
  /// How errors name it: the file, and the path in it.
  let name: String
  let library: gm_hdf5
  let handle: gm_hid
  private let close: (gm_hid) -> Int32
  /// What keeps the file open.
  private let parent: HDF5Node?

  /// Opens a file.
  init(file path: String, at location: String) throws(DataError) {
    let library = try Self.library()
    (name, self.library, parent) = (path, library, nil)
    handle = library.H5Fopen(location, 0, 0)
    close = { library.H5Fclose($0) }
    guard handle >= 0 else {
      throw DataError(
        "\(path): it is not an HDF5 file, or it is damaged", hint: "write it anew with adata.write_h5ad(file)")
    }
  }

  private init(_ name: String, _ handle: gm_hid, in parent: HDF5Node) {
    (self.name, self.library, self.handle, self.parent) = ("\(parent.name): \(name)", parent.library, handle, parent)
    let library = parent.library
    close = { library.H5Oclose($0) }
  }

  deinit { if handle >= 0 { _ = close(handle) } }

  /// The library.
  static func library() throws(DataError) -> gm_hdf5 {
    guard let library = gm_hdf5_load() else {
      throw DataError(
        ".h5ad files need the library libhdf5, which was not found", hint: "on Debian: apt-get install libhdf5-103-1")
    }
    return library.pointee
  }

  /// Whether it is a group; else it is a dataset.
  var isGroup: Bool { library.H5Iget_type(handle) == 2 }

  /// A member by its name; nil if there is none.
  subscript(member: String) -> HDF5Node? {
    guard !member.contains("/"), library.H5Lexists(handle, member, 0) > 0 else { return nil }
    let found = library.H5Oopen(handle, member, 0)
    return found < 0 ? nil : HDF5Node(member, found, in: self)
  }

  /// The lengths of a dataset's axes; none for a group or a single value.
  var shape: [Int] {
    let space = library.H5Dget_space(handle)
    guard space >= 0 else { return [] }
    defer { _ = library.H5Sclose(space) }
    return sizes(of: space)
  }

  /// Whether a dataset holds texts.
  var isText: Bool {
    let type = library.H5Dget_type(handle)
    defer { if type >= 0 { _ = library.H5Tclose(type) } }
    return type >= 0 && library.H5Tget_class(type) == 3
  }

  /// The numbers of a dataset.
  func numbers() throws(DataError) -> [Double] {
    let count = try count(shape, bytes: 8)
    var values = [Double](repeating: 0, count: count)
    guard isNumeric, library.H5Dread(handle, library.H5T_NATIVE_DOUBLE_g, 0, 0, 0, &values) >= 0 else {
      throw damaged("numbers")
    }
    return values
  }

  /// Rows `range` of a matrix of numbers.
  func rows(_ range: Range<Int>) throws(DataError) -> [Double] {
    let shape = shape, start = [UInt64(range.lowerBound), 0], count = [UInt64(range.count), UInt64(shape[1])]
    var values = [Double](repeating: 0, count: range.count * shape[1])
    let space = library.H5Dget_space(handle), memory = library.H5Screate_simple(2, count, nil)
    defer { for space in [space, memory] where space >= 0 { _ = library.H5Sclose(space) } }
    guard isNumeric, space >= 0, memory >= 0, library.H5Sselect_hyperslab(space, 0, start, nil, count, nil) >= 0,
      library.H5Dread(handle, library.H5T_NATIVE_DOUBLE_g, memory, space, 0, &values) >= 0
    else { throw damaged("numbers") }
    return values
  }

  /// The texts of a dataset.
  func texts() throws(DataError) -> [String] {
    let type = library.H5Dget_type(handle), space = library.H5Dget_space(handle)
    defer {
      if type >= 0 { _ = library.H5Tclose(type) }
      if space >= 0 { _ = library.H5Sclose(space) }
    }
    guard type >= 0, space >= 0, library.H5Tget_class(type) == 3 else { throw damaged("texts") }
    return try texts(type, space) { [library, handle] in library.H5Dread(handle, $0, 0, 0, 0, $1) }
  }

  /// The texts of an attribute; nil if there is none of that name.
  func attribute(_ attribute: String) throws(DataError) -> [String]? {
    try withAttribute(attribute, class: 3) { opened, type, space throws(DataError) in
      try texts(type, space) { [library] in library.H5Aread(opened, $0, $1) }
    }
  }

  /// The whole numbers of an attribute; nil if there is none of that name.
  func attributeNumbers(_ attribute: String) -> [Int]? {
    withAttribute(attribute, class: 0) { opened, _, space in
      let sizes = sizes(of: space)
      guard sizes.count <= 1, sizes.first ?? 1 <= 64 else { return nil }
      var values = [Int64](repeating: 0, count: sizes.first ?? 1)
      return library.H5Aread(opened, library.H5T_NATIVE_INT64_g, &values) < 0 ? nil : values.map { Int($0) }
    }
  }

  /// Calls `body` with an attribute, its type and its space; nil if there is none of that name and class of types.
  private func withAttribute<Result, Failure: Error>(
    _ attribute: String, class kind: Int32, _ body: (gm_hid, gm_hid, gm_hid) throws(Failure) -> Result?
  ) throws(Failure) -> Result? {
    guard library.H5Aexists(handle, attribute) > 0 else { return nil }
    let opened = library.H5Aopen(handle, attribute, 0)
    guard opened >= 0 else { return nil }
    let type = library.H5Aget_type(opened), space = library.H5Aget_space(opened)
    defer {
      if type >= 0 { _ = library.H5Tclose(type) }
      if space >= 0 { _ = library.H5Sclose(space) }
      _ = library.H5Aclose(opened)
    }
    guard type >= 0, space >= 0, library.H5Tget_class(type) == kind else { return nil }
    return try body(opened, type, space)
  }

  /// Whole numbers, fractions, and the two values of a Boolean, which is an enumeration of bytes.
  private var isNumeric: Bool {
    let type = library.H5Dget_type(handle)
    defer { if type >= 0 { _ = library.H5Tclose(type) } }
    return type >= 0 && [0, 1].contains(library.H5Tget_class(type))
  }

  private func texts(
    _ type: gm_hid, _ space: gm_hid, _ read: (gm_hid, UnsafeMutableRawPointer) -> Int32
  ) throws(DataError) -> [String] {
    let size = library.H5Tget_size(type), count = try count(sizes(of: space), bytes: max(size, 16))
    if library.H5Tis_variable_str(type) > 0 {
      var pointers = [UnsafeMutablePointer<CChar>?](repeating: nil, count: count)
      guard read(type, &pointers) >= 0 else { throw damaged("texts") }
      defer { _ = library.H5Dvlen_reclaim(type, space, 0, &pointers) }
      return pointers.map { $0.map { String(cString: $0) } ?? "" }
    }
    var bytes = [UInt8](repeating: 0, count: count * size)
    guard size > 0, read(type, &bytes) >= 0 else { throw damaged("texts") }
    return (0..<count).map { String(decoding: bytes[$0 * size..<($0 + 1) * size].prefix { $0 != 0 }, as: UTF8.self) }
  }

  private func sizes(of space: gm_hid) -> [Int] {
    let count = Int(library.H5Sget_simple_extent_ndims(space))
    guard count > 0, count <= 32 else { return [] }
    var sizes = [UInt64](repeating: 0, count: count)
    return library.H5Sget_simple_extent_dims(space, &sizes, nil) < 0 ? [] : sizes.map { Int(clamping: $0) }
  }

  /// How many values there are, none of which has to be believed before they fit into memory.
  private func count(_ sizes: [Int], bytes: Int) throws(DataError) -> Int {
    guard let all = Extent(sizes: sizes + [bytes]).product, all <= Extent.freeMemory else {
      throw DataError("\(name): it is larger than the free memory", hint: "keep fewer rows or columns")
    }
    return all / bytes
  }

  private func damaged(_ expected: String) -> DataError {
    DataError(
      "\(name): its values are not \(expected), or they are damaged", hint: "write it anew with adata.write_h5ad(file)")
  }
}
