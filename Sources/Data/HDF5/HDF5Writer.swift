import CHDF5

/// Writes an HDF5 file, first into memory.
final class HDF5Writer {
  /// Numbers or texts with the lengths of their axes; none for a single text.
  enum Values {
    case floats([Float], [Int])
    case doubles([Double], [Int])
    case integers([Int32], [Int])
    case texts([String], [Int])
  }

  private let library: gm_hdf5
  private let file: gm_hid
  private var failed = false

  /// Begins a file.
  init() throws(DataError) {
    library = try HDF5Node.library()
    let access = library.H5Pcreate(library.H5P_CLS_FILE_ACCESS_ID_g)
    _ = library.H5Pset_fapl_core(access, 1 << 20, 0)
    // H5F_ACC_TRUNC; the name is never opened.
    file = library.H5Fcreate("gmvae.h5ad", 2, 0, access)
    _ = library.H5Pclose(access)
    guard file >= 0 else { throw Self.failure }
  }

  deinit { _ = library.H5Fclose(file) }

  private static let failure = DataError(
    "libhdf5 could not make the file", hint: "close other programs: memory may be out")

  /// Adds a group with attributes.
  func group(_ path: String, _ attributes: KeyValuePairs<String, Values>) {
    let group = path == "/" ? library.H5Oopen(file, path, 0) : library.H5Gcreate2(file, path, 0, 0, 0)
    note(group >= 0)
    for (name, values) in attributes { attribute(name, values, of: group) }
    if group >= 0 { _ = library.H5Oclose(group) }
  }

  /// Adds a dataset with attributes.
  func dataset(_ path: String, _ values: Values, _ attributes: KeyValuePairs<String, Values>) {
    withStored(values) { type, space, bytes in
      let made = library.H5Dcreate2(file, path, type, space, 0, 0, 0)
      note(made >= 0)
      guard made >= 0 else { return }
      if let bytes { note(library.H5Dwrite(made, type, 0, 0, 0, bytes) >= 0) }
      for (name, values) in attributes { attribute(name, values, of: made) }
      _ = library.H5Oclose(made)
    }
  }

  /// The whole file's bytes.
  func bytes() throws(DataError) -> [UInt8] {
    guard !failed, library.H5Fflush(file, 1) >= 0 else { throw Self.failure }
    let count = library.H5Fget_file_image(file, nil, 0)
    guard count > 0 else { throw Self.failure }
    var bytes = [UInt8](repeating: 0, count: count)
    guard library.H5Fget_file_image(file, &bytes, count) == count else { throw Self.failure }
    return bytes
  }

  private func note(_ isGood: Bool) { if !isGood { failed = true } }

  private func attribute(_ name: String, _ values: Values, of object: gm_hid) {
    withStored(values) { type, space, bytes in
      let made = library.H5Acreate2(object, name, type, space, 0, 0)
      note(made >= 0)
      guard made >= 0 else { return }
      if let bytes { note(library.H5Awrite(made, type, bytes) >= 0) }
      _ = library.H5Aclose(made)
    }
  }

  /// Gives the type, the space and the bytes of values; no bytes if there are none.
  private func withStored(_ values: Values, _ body: (gm_hid, gm_hid, UnsafeRawPointer?) -> Void) {
    switch values {
    case .floats(let numbers, let shape): withNumbers(library.H5T_NATIVE_FLOAT_g, numbers, shape, body)
    case .doubles(let numbers, let shape): withNumbers(library.H5T_NATIVE_DOUBLE_g, numbers, shape, body)
    case .integers(let numbers, let shape): withNumbers(library.H5T_NATIVE_INT32_g, numbers, shape, body)
    case .texts(let texts, let shape):
      let type = library.H5Tcopy(library.H5T_C_S1_g)
      // H5T_VARIABLE, and UTF-8.
      _ = library.H5Tset_size(type, -1)
      _ = library.H5Tset_cset(type, 1)
      // All texts in one piece of memory, each with a zero at its end, and where each begins.
      var bytes: [CChar] = [], starts: [Int] = []
      for text in texts {
        starts.append(bytes.count)
        bytes += text.utf8.filter { $0 != 0 }.map { CChar(bitPattern: $0) } + [0]
      }
      bytes.withUnsafeBufferPointer { bytes in
        withNumbers(type, starts.map { start in bytes.baseAddress.map { $0 + start } }, shape, body)
      }
      _ = library.H5Tclose(type)
    }
  }

  private func withNumbers<Value>(
    _ type: gm_hid, _ values: [Value], _ shape: [Int], _ body: (gm_hid, gm_hid, UnsafeRawPointer?) -> Void
  ) {
    let space =
      shape.isEmpty
      ? library.H5Screate(0) : library.H5Screate_simple(Int32(shape.count), shape.map { UInt64($0) }, nil)
    values.withUnsafeBytes { body(type, space, values.isEmpty ? nil : $0.baseAddress) }
    _ = library.H5Sclose(space)
  }
}
