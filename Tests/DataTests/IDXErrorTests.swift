import Glibc
import Testing

@testable import Data

@Suite("Errors of idx files")
struct IDXErrorTests {
  private static let anotherCopy =
    "take another copy of the file; Scripts/fetch-data fetches and checks the public data sets"
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  /// The error of reading `bytes` as images, with the file's path written FILE.
  private func error(_ bytes: [UInt8]) throws -> DataError? {
    error(at: try folder.write(bytes, to: "images"))
  }

  private func error(at path: String) -> DataError? {
    do throws(DataError) {
      _ = try IDXReader.images(path)
      return nil
    } catch {
      return DataError(error.message.replacing(path, with: "FILE"), hint: error.hint)
    }
  }

  private func header(_ sizes: Int32..., content: Int = 0, magic: UInt32 = 2051) -> [UInt8] {
    IDXWriter.file(magic: magic, sizes: sizes, content: [UInt8](repeating: 7, count: content))
  }

  @Test("a wrong magic number is named beside the right one")
  func magic() throws {
    let expected = "FILE: not an idx file of images: its magic number is 0x00000801, expected 0x00000803"
    #expect(try error(IDXWriter.labels([1, 2])) == DataError(expected, hint: Self.anotherCopy))
    let text = "FILE: not an idx file of images: its magic number is 0x3c21444f, expected 0x00000803"
    #expect(try error(Array("<!DOCTYPE html>".utf8))?.message == text)
    let path = try folder.write(IDXWriter.images(1), to: "labels")
    let images = "\(path): not an idx file of labels: its magic number is 0x00000803, expected 0x00000801"
    #expect(throws: DataError(images, hint: Self.anotherCopy)) { try IDXReader.labels(path) }
  }

  @Test("a header that is cut is told with its length", arguments: [0, 3, 4, 15])
  func cutHeader(length: Int) throws {
    let bytes = Array(IDXWriter.images(2).prefix(length))
    let expected = "FILE: it ends after \(length) bytes, within the 16 bytes of an idx header"
    #expect(try error(bytes) == DataError(expected, hint: Self.anotherCopy))
    #expect(try error(IDXWriter.gzip(bytes))?.message == expected)
  }

  @Test("a size of zero or less is named by its place", arguments: [0, -1, Int32.min])
  func size(value: Int32) throws {
    for place in 1...3 {
      var sizes: [Int32] = [2, 2, 2]
      sizes[place - 1] = value
      let bytes = IDXWriter.file(magic: 2051, sizes: sizes, content: [UInt8](repeating: 0, count: 8))
      let expected = "FILE: size \(place) of 3 in its header is \(value), expected at least 1"
      #expect(try error(bytes) == DataError(expected, hint: Self.anotherCopy))
    }
  }

  @Test("sizes that no memory holds are refused before anything is allocated")
  func huge() throws {
    let large = Int32.max
    #expect(
      try error(header(large, large, large, content: 8))?.message
        == "FILE: its header announces 2147483647 × 2147483647 × 2147483647 bytes, more than any file holds")
    #expect(
      try error(header(large, large, 1, content: 8))?.message
        == "FILE: 8 bytes follow its header, which announces 2147483647 × 2147483647 × 1 = 4611686014132420609: "
        + "4611686014132420601 missing")
  }

  @Test("missing and extra bytes are counted, plain and compressed alike")
  func content() throws {
    for pack in IDXWriter.packings {
      #expect(
        try error(pack(header(10, 28, 28, content: 7_839)))
          == DataError(
            "FILE: 7839 bytes follow its header, which announces 10 × 28 × 28 = 7840: 1 missing",
            hint: Self.anotherCopy))
      #expect(
        try error(pack(header(1, 2, 2, content: 6)))?.message
          == "FILE: 6 bytes follow its header, which announces 1 × 2 × 2 = 4: 2 too many")
      #expect(
        try error(pack(header(1, 1, 1)))?.message
          == "FILE: 0 bytes follow its header, which announces 1 × 1 × 1 = 1: 1 missing")
    }
  }

  @Test("gzip data that end early or are damaged are told apart")
  func gzip() throws {
    let whole = IDXWriter.gzip(IDXWriter.images(20, height: 28, width: 28))
    let early = DataError("FILE cannot be read: its gzip data end too early", hint: Self.anotherCopy)
    for length in [12, 500, whole.count - 9, whole.count - 1] {
      #expect(try error(Array(whole.prefix(length))) == early)
    }
    let damaged = DataError("FILE cannot be read: its gzip data are damaged", hint: Self.anotherCopy)
    for place in [10, 5_000, whole.count - 6, whole.count - 2] {
      var bytes = whole
      bytes[place] ^= 0x55
      #expect(try error(bytes) == damaged)
    }
  }

  @Test("content beyond the free memory is refused")
  func memory() throws {
    let path = try folder.write(IDXWriter.images(2), to: "images")
    #expect(throws: DataError("\(path): its 12 bytes exceed the free memory", hint: "take a smaller file")) {
      try IDXReader.read(path, rank: 3, content: "images", memory: 11)
    }
    #expect(try IDXReader.read(path, rank: 3, content: "images", memory: 12).bytes.count == 12)
  }

  @Test("a path that is missing, a folder, a device, a pipe or unreadable gives its reason")
  func paths() throws {
    #expect(
      error(at: folder.path + "/none")
        == DataError("FILE cannot be opened: no such file or directory", hint: "check its name and its rights"))
    let pipe = folder.path + "/pipe"
    #expect(mkfifo(pipe, 0o600) == 0)
    for (path, kind) in [(folder.path, "folder"), ("/dev/zero", "device"), (pipe, "pipe")] {
      let expected = DataError(
        "FILE cannot be opened: it is a \(kind), and a file was expected", hint: "check its name and its rights")
      #expect(error(at: path) == expected)
    }
    // Opens as a file does, and fails at the first read, also for root.
    #expect(
      error(at: "/proc/self/mem")
        == DataError("FILE cannot be read: Input/output error", hint: "check the file and its disk"))
  }
}
