import TestSupport
import Testing

@testable import Data

@Suite("Reading NumPy arrays")
struct NPYTests {
  private static let arrays = Fixture.path("arrays.npz")
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  /// All examples, in the order of the file: the array is tested on itself.
  private func examples(_ array: String) throws(DataError) -> Examples {
    try NPYReader.load(Self.arrays, NPYOptions(labels: "labels", array: array, test: .file(Self.arrays))).train
  }

  private func error(_ body: () throws(DataError) -> Void) -> DataError? {
    do throws(DataError) {
      try body()
      return nil
    } catch { return error }
  }

  /// A header of version 1 for a dictionary, then the content.
  private func file(_ dictionary: String, _ content: [UInt8], version: UInt8 = 1) -> [UInt8] {
    let count = UInt8(dictionary.utf8.count)
    let length: [UInt8] = version == 1 ? [count, 0] : [count, 0, 0, 0]
    return [0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, version, 0] + length + Array(dictionary.utf8) + content
  }

  @Test(
    "every number type and both orders give the same vectors",
    arguments: ["u1", "i1", "u2", "i2", "u4", "i4", "u8", "i8", "f2", "f4", "f8", "big", "big_i2", "fortran"])
  func types(name: String) throws {
    let set = try examples(name)
    #expect(set.shape == .vector(4) && set.count == 6)
    let vectors = (0..<24).map { 10 * ($0 / 4) + $0 % 4 }
    #expect(set.storage == storage(name, vectors))
    #expect(set.labels == [0, 1, 2, 0, 1, 2])
  }

  /// Numbers of one byte stay bytes and stand for themselves.
  private func storage(_ name: String, _ values: [Int]) -> Examples.Storage {
    switch name {
    case "u1": .bytes(values.map(UInt8.init), scale: 1, offset: 0)
    case "i1": .bytes(values.map { UInt8($0 + 128) }, scale: 1, offset: -128)
    default: .floats(values.map(Float.init))
    }
  }

  @Test("truth values become 0 and 1, and one number an example of one value")
  func flags() throws {
    let flags = (0..<24).map { UInt8((10 * ($0 / 4) + $0 % 4) % 3 == 0 ? 1 : 0) }
    #expect(try examples("flags").storage == .bytes(flags, scale: 1, offset: 0))
    #expect(try examples("flags").example(0) == [1, 0, 0, 1])
    #expect(try examples("one").shape == .vector(1))
    #expect(try examples("one").storage == .floats([0, 10, 20, 30, 40, 50]))
  }

  @Test(
    "images come as channel planes, whichever axis holds the channels and runs fastest",
    arguments: ["last", "last_fortran", "first", "first_fortran"])
  func images(name: String) throws {
    let set = try examples(name)
    #expect(set.shape == .image(height: 5, width: 4, channels: 3))
    let pixels = (0..<6 * 60).map { place in
      let (n, c, h, w) = (place / 60, place / 20 % 3, place / 4 % 5, place % 4)
      let value = 60 * n + 12 * h + 3 * w + c
      return UInt8(value % 251)
    }
    #expect(set.storage == .bytes(pixels))
  }

  @Test("images without an axis of channels are gray, in bytes or floats")
  func gray() throws {
    let set = try examples("gray")
    #expect(set.shape == .image(height: 5, width: 4, channels: 1))
    let float = try examples("gray_float")
    #expect(
      float.shape == set.shape
        && (0..<6).allSatisfy { row in
          zip(float.example(row), set.example(row)).allSatisfy { abs($0 - $1) <= $0.ulp }
        })
  }

  @Test("files of their own, of every version, and labels beside them are read")
  func files() throws {
    let path = Fixture.path("vectors.npy")
    let labels = Fixture.path("labels.npy")
    let set = try NPYReader.load(
      path, NPYOptions(labels: labels, test: .file(path), testLabels: labels))
    #expect(set.name == "vectors" && set.classes == ["0", "5", "10"] && set.train.labels == [0, 1, 2, 0, 1, 2])
    for version in [2, 3] {
      let other = Fixture.path("version-\(version).npy")
      #expect(try NPYReader.load(other, NPYOptions(test: .file(path))).train.storage == set.train.storage)
    }
    let split = try NPYReader.load(path, NPYOptions(labels: labels, test: .share(0.5)))
    #expect(split.train.labels?.sorted() == [0, 1, 2] && split.test.labels?.sorted() == [0, 1, 2])
    #expect(
      (split.train.labels ?? []).indices.allSatisfy { row in
        split.train.labels?[row] == Int(split.train.example(row)[0]) / 10 % 3
      })
  }

  @Test("an archive's train and test arrays are found by their usual names")
  func parts() throws {
    let set = try NPYReader.load(Fixture.path("parts.npz"))
    #expect(set.name == "parts" && set.train.count == 6 && set.test.count == 2 && set.test.labels == [0, 1])
    #expect(set.train.shape == .image(height: 5, width: 4, channels: 3) && set.classes == ["0", "5", "10"])
  }

  @Test("what does not fit is told with a way out")
  func wrong() throws {
    let file = Self.arrays
    let cases = [
      (
        "odd",
        "\(file): odd.npy: its shape is 6 × 5 × 4 × 2, expected N × D, N × H × W, N × H × W × C or "
          + "N × C × H × W with 1 or 3 channels"
      ),
      ("text", "\(file): text.npy: its elements are texts, expected numbers"),
      ("hole", "\(file): hole.npy: row 4, column 3: the value is not finite in float32"),
      ("none", "\(file): it has no array 'none'"),
    ]
    for (name, message) in cases {
      let found = error { () throws(DataError) in _ = try examples(name) }
      #expect(found?.message == message)
      #expect(found?.hint.isEmpty == false)
    }
    let labels = [
      ("halves", "halves.npy: label 2 is 0.5, expected a whole number"),
      ("last", "last.npy: its shape is 6 × 5 × 4 × 3, expected 6 labels for as many examples"),
    ]
    for (name, message) in labels {
      let found = error { () throws(DataError) in
        _ = try NPYReader.load(file, NPYOptions(labels: name, array: "f4"))
      }
      #expect(found?.message == "\(file): \(message)")
    }
    let open = error { () throws(DataError) in _ = try NPYReader.load(file, NPYOptions(test: .share(0.5), seed: 1)) }
    #expect(open?.message == "\(file): which of its arrays holds the examples?")
    #expect(open?.hint.hasPrefix("say it with array=: u1, i1, u2") == true)
  }

  @Test("a changed byte in an archive's array is found by its checksum")
  func checksum() throws {
    var bytes = try Fixture.bytes("parts.npz")
    // Among the pixels of the first array, which is stored as it is.
    bytes[400] ^= 1
    let path = try folder.write(bytes, to: "parts.npz")
    let found = error { () throws(DataError) in _ = try NPYReader.load(path) }
    #expect(found?.message == "\(path): a checksum shows that it is damaged")
  }

  @Test("headers with other spacing, order and quotes are read, others refused")
  func headers() throws {
    let good = [
      "{'descr': '|u1', 'fortran_order': False, 'shape': (2, 3), }\n",
      "{\"shape\":(2,3),\"fortran_order\":False,\"descr\":\"u1\"}",
      "{'shape': (2L, 3L), 'descr': '<u1', 'fortran_order': False}  \n",
    ]
    let bad = [
      "", "{", "{}", "{'descr': 'u1', 'fortran_order': False}", "{'descr': 'u1', 'fortran_order': 0, 'shape': (2, 3)}",
      "{'descr': 'u1', 'fortran_order': False, 'shape': (2, -3)}", "{'descr': [('a', 'u1')], 'shape': (2, 3)}",
      "{'descr': 'u1', 'fortran_order': False, 'shape': (2, 99999999999999999999)}",
      "{'descr': 'u1', 'fortran_order': False, 'shape': (2, 3)} x",
    ]
    for (index, text) in (good + bad).enumerated() {
      for version in 1...3 as ClosedRange<UInt8> {
        let path = try folder.write(file(text, [1, 2, 3, 4, 5, 6], version: version), to: "file.npy")
        let found = error { () throws(DataError) in _ = try NPYReader.load(path, NPYOptions(test: .share(0.5))) }
        let damaged = DataError(
          "\(path): its header is damaged", hint: "save it anew with numpy.save or numpy.savez")
        #expect(found == (index < good.count ? nil : damaged), "\(text)")
      }
    }
  }

  @Test(
    "sizes are compared with the bytes there are",
    arguments: [
      ("0, 3", "its shape is 0 × 3: it has no examples"),
      ("2, 0", "its shape is 2 × 0: it has no examples"),
      ("2, 4", "its header announces 2 × 4 numbers, 8 bytes, and not as many follow"),
      ("1, 3", "its header announces 1 × 3 numbers, 3 bytes, and more follow"),
      ("4294967296, 4294967296", "its header announces 4294967296 × 4294967296 numbers, more than the free memory"),
      ("2147483647, 9999999", "its header announces 2147483647 × 9999999 numbers, more than the free memory"),
      ("2147483647,", "its header announces 2147483647 numbers, 2147483647 bytes, and not as many follow"),
    ])
  func sizes(shape: String, message: String) throws {
    let header = "{'descr': 'u1', 'fortran_order': False, 'shape': (\(shape))}"
    let path = try folder.write(file(header, shape == "0, 3" ? [] : [1, 2, 3, 4, 5, 6]), to: "file.npy")
    let found = error { () throws(DataError) in _ = try NPYReader.load(path) }
    #expect(found?.message.hasPrefix("\(path): \(message)") == true, "\(found?.message ?? "none")")
  }

  @Test("a file cut at any byte gives an error that names it", arguments: ["vectors.npy", "parts.npz"])
  func truncations(name: String) throws {
    let whole = try Fixture.bytes(name)
    for length in 0..<whole.count {
      let path = try folder.write(Array(whole.prefix(length)), to: name)
      let found = error { () throws(DataError) in _ = try NPYReader.load(path) }
      #expect(found?.message.hasPrefix(path) == true && found?.hint.isEmpty == false, "\(length)")
    }
  }

  @Test("every size in an archive's directory at 0, 1, most and negative gives arrays or an error")
  func directory() throws {
    let whole = try Fixture.bytes("parts.npz")
    let signature: [UInt8] = [0x50, 0x4b, 1, 2]
    let start = try #require((0..<whole.count - 4).first { Array(whole[$0..<$0 + 4]) == signature })
    var refused = 0
    for value in [0, 1, 0x7f, 0x80, 0xff] as [UInt8] {
      for place in stride(from: start, to: whole.count - 3, by: 2) {
        for width in [2, 4] {
          var bytes = whole
          bytes.replaceSubrange(place..<min(place + width, whole.count), with: [UInt8](repeating: value, count: width))
          let path = try folder.write(bytes, to: "parts.npz")
          guard let found = error({ () throws(DataError) in _ = try NPYReader.load(path) }) else { continue }
          refused += 1
          #expect(found.message.hasPrefix(path) && !found.hint.isEmpty)
        }
      }
    }
    #expect(refused > 500)
  }

  @Test("random damage gives arrays or an error that names the file")
  func hostile() throws {
    var generator = SeededGenerator(11)
    let names = ["vectors.npy", "parts.npz", "arrays.npz"]
    let whole = try names.map(Fixture.bytes)
    for round in 0..<3_000 {
      var bytes = generator.damaged(whole[round % 3])
      if round % 2 == 0, bytes.count > 300 { bytes[bytes.count - 1 - Int(generator.next() % 300)] = generator.byte() }
      let path = try folder.write(bytes, to: names[round % 3])
      do throws(DataError) {
        let set = try NPYReader.load(path, NPYOptions(array: round % 3 == 2 ? "last" : nil))
        #expect(set.train.storage.count <= Extent.trusted(fileSize: bytes.count))
      } catch {
        #expect(error.message.hasPrefix(path) && !error.hint.isEmpty, "\(generator)")
      }
    }
  }
}
