import Glibc

@testable import Archive
@testable import Data

/// Any bytes as a file of data: examples or a clear error; never a crash. `Scripts/fuzz csv` and its like build it with the
/// reader's name defined.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzReader(_ bytes: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  ftruncate(FuzzFile.descriptor, count)
  pwrite(FuzzFile.descriptor, bytes, count, 0)
  try? read(FuzzFile.path)
  return 0
}

/// A file whose bytes change and whose name stays; its ending is that of no format, so that readers look at what is in it.
private enum FuzzFile {
  private static let opened: (path: String, descriptor: Int32) = {
    var template = Array("/tmp/gmvae-fuzz-XXXXXX".utf8CString)
    let descriptor = mkstemp(&template)
    return (String(decoding: template.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self), descriptor)
  }()

  static let path = opened.path
  static let descriptor = opened.descriptor
}

private func read(_ path: String) throws {
  #if csv
    _ = try CSVReader.load(path, CSVOptions(label: "1", scaling: .standard, test: .share(0.2)))
  #elseif npy
    _ = try NPYReader.load(path)
  #elseif idx
    _ = try? IDXReader.labels(path)
    _ = try IDXReader.images(path)
  #elseif mat
    _ = try SVHNReader(path)
  #elseif png
    _ = try PictureDecoder.decode(path, channels: 3)
  #elseif safetensors
    let reader = try SafeTensorsReader(path)
    try? reader.verify()
    for entry in reader.header.entries { _ = try? reader.floats(entry.name) }
  #endif
}
