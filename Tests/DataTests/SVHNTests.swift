import TestSupport
import Testing

@testable import Data

@Suite("Reading street view house numbers")
struct SVHNTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  /// The images that the files' generator made, in the order of this project.
  private static func pixels(_ count: Int) -> [UInt8] {
    (0..<count * 3072).map { place in
      let (image, channel, row, column) = (place / 3072, place / 1024 % 3, place / 32 % 32, place % 32)
      let sum = 7 * row + 31 * column + 101 * channel + 53 * image
      return UInt8(sum % 251)
    }
  }

  private func read(_ path: String) throws(DataError) -> (pixels: [UInt8], labels: [Int]) {
    let reader = try SVHNReader(path)
    var pixels: [UInt8] = []
    try reader.appendImages(to: &pixels)
    return (pixels, try reader.labels())
  }

  /// The error of reading `bytes`, with the file's path written FILE; nil if there is none.
  private func error(_ bytes: [UInt8]) throws -> DataError? {
    let path = try folder.write(bytes, to: "file.mat")
    do throws(DataError) {
      _ = try read(path)
      return nil
    } catch { return DataError(error.message.replacing(path, with: "FILE"), hint: error.hint) }
  }

  private func file(_ variables: [UInt8]...) -> [UInt8] { MATWriter.header + variables.joined() }

  private static func images(_ count: UInt32) -> [UInt8] {
    MATWriter.array("X", [32, 32, 3, count], [UInt8](repeating: 9, count: Int(count) * 3072))
  }

  private static let images = images(2)
  private static let labels = MATWriter.array("y", [2, 1], [10, 3])

  @Test("SciPy's files, plain and compressed, give the images row by row and 10 as digit 0")
  func scipy() throws {
    for (name, count) in [("svhn-plain", 2), ("svhn-compressed", 2), ("svhn-many", 130)] {
      let (pixels, labels) = try read(Fixture.path(name + ".mat"))
      #expect(pixels == Self.pixels(count), "\(name)")
      #expect(labels == (0..<count).map { ($0 % 10 + 1) % 10 }, "\(name)")
    }
  }

  @Test("train, test and extra files make a data set, found by its folder's name")
  func set() throws {
    let (plain, many) = (try Fixture.bytes("svhn-plain.mat"), try Fixture.bytes("svhn-many.mat"))
    try folder.write(plain, to: "svhn/train_32x32.mat")
    try folder.write(try Fixture.bytes("svhn-compressed.mat"), to: "svhn/test_32x32.mat")
    let path = DataSearchPath(environment: ["GMVAE_DATA": folder.path], workingFolder: "/none")
    let set = try SVHN.load(from: path)
    #expect(set.train.shape == .image(height: 32, width: 32, channels: 3) && set.classes == (0...9).map { "\($0)" })
    #expect(set.train.count == 2 && set.test.count == 2 && set.train.storage == set.test.storage)
    let missing = DataError(
      "svhn in \(folder.path)/svhn is not complete: extra_32x32.mat is missing",
      hint: "get extra_32x32.mat from http://ufldl.stanford.edu/housenumbers, and run Scripts/fetch-data svhn, "
        + "or give its folder with dir=…")
    #expect(throws: missing) { try SVHN.load(from: path, extra: true) }
    try folder.write(many, to: "svhn/extra_32x32.mat")
    let large = try SVHN.load(from: path, extra: true)
    #expect(large.train.storage == .bytes(Self.pixels(2) + Self.pixels(130)) && large.train.labels?.count == 132)
  }

  @Test("a missing set names the script that fetches it")
  func missing() {
    let missing = DataError(
      "svhn was not found in /none/x", hint: "run Scripts/fetch-data svhn, or give its folder with dir=…")
    #expect(throws: missing) { try SVHN.load(from: DataSearchPath(folder: "/none/x")) }
  }

  @Test("one image without its last size, labels in either direction and in doubles are taken")
  func variants() throws {
    let one = MATWriter.array("X", [32, 32, 3], [UInt8](repeating: 9, count: 3072))
    let double: [UInt8] = [0, 0, 0, 0, 0, 0, 0x24, 0x40]
    #expect(try error(file(one, MATWriter.array("y", [1, 1], double, type: 9, flags: 6))) == nil)
    #expect(try error(file(Self.images, MATWriter.array("y", [1, 2], [1, 2]))) == nil)
    #expect(try error(file(Self.labels, Self.images)) == nil)
    #expect(try error(file(MATWriter.compressed(Self.images), MATWriter.compressed(Self.labels))) == nil)
  }

  @Test("other versions and byte orders are named, with a way out")
  func versions() throws {
    let again = "save it in MATLAB with -v7"
    let hdf = DataError("FILE: a MATLAB version 7.3 file (HDF5), expected version 5", hint: again)
    #expect(try error(Array("MATLAB 7.3 MAT-file".utf8) + [UInt8](repeating: 0x20, count: 600)) == hdf)
    #expect(try error([0x89, 0x48, 0x44, 0x46, 0x0d, 0x0a, 0x1a, 0x0a] + [UInt8](repeating: 0, count: 90)) == hdf)
    let four = DataError("FILE: a MATLAB version 4 file or none, expected version 5", hint: again)
    #expect(try error(Fixture.bytes("svhn-version-4.mat")) == four)
    var bytes = try Fixture.bytes("svhn-plain.mat")
    bytes.swapAt(126, 127)
    let order = "FILE: it was written by a big-endian machine, expected little-endian"
    #expect(try error(bytes) == DataError(order, hint: "save it anew on this machine"))
    #expect(try error([UInt8](repeating: 0x41, count: 300))?.message == "FILE: not a MATLAB version 5 file")
  }

  @Test("what does not fit the layout is told")
  func layout() throws {
    let cases: [([UInt8], String)] = [
      (file(Self.labels), "it has no variable X, the images"),
      (file(Self.images), "it has no variable y, the labels"),
      (
        file(MATWriter.array("X", [32, 16, 3, 2], [UInt8](repeating: 9, count: 3072)), Self.labels),
        "X has the sizes 32 × 16 × 3 × 2, expected bytes of 32 × 32 × 3 × N"
      ),
      (
        file(Self.images, MATWriter.array("y", [3, 1], [1, 2, 3])),
        "y has the sizes 3 × 1, expected 2 × 1 as X has images"
      ),
      (file(Self.images, MATWriter.array("y", [2, 1], [1, 11])), "label 2 is not one of 1 to 10"),
      (file(Self.images, MATWriter.array("y", [2, 1], [0, 1])), "label 1 is not one of 1 to 10"),
      (file(Self.images, MATWriter.array("y", [2, 1], [1, 1], flags: 0x809)), "y is not an array of real numbers"),
      (file(MATWriter.array("X", [1, 1], [], flags: 1), Self.labels), "X is not an array of real numbers"),
      (
        file(Self.images, Array(Self.labels.dropLast(8))), "the variable at byte 6344 announces 64 bytes, and 56 follow"
      ),
      (file(Self.images, [1, 2, 3]), "it ends within the tag of a variable, at byte 6347"),
    ]
    for (bytes, finding) in cases {
      let found = try error(bytes)
      #expect(found == DataError("FILE: \(finding)", hint: InputFile.anotherCopy), "\(found?.message ?? "none")")
    }
  }

  @Test("a compressed variable that announces more than it holds takes no memory for it")
  func bomb() throws {
    let announced: UInt32 = 32 * 32 * 3 * 9_000
    var array = MATWriter.array("X", [32, 32, 3, 9_000], [7, 7, 7], announced: announced)
    array.replaceSubrange(4..<8, with: MATWriter.words([announced + 64]))
    let labels = MATWriter.array("y", [9_000, 1], [UInt8](repeating: 1, count: 9_000))
    let finding = "FILE: X announces 27648000 bytes, and 8 are there"
    #expect(try error(file(MATWriter.compressed(array), labels))?.message == finding)
    var broken = MATWriter.compressed(Self.images)
    broken[broken.count - 1] ^= 1
    #expect(try error(file(broken, Self.labels))?.message == "FILE: its compressed data are damaged")
  }

  @Test("a file cut at any byte gives an error that names it", arguments: ["svhn-plain.mat", "svhn-compressed.mat"])
  func truncations(name: String) throws {
    let whole = try Fixture.bytes(name)
    for length in 0..<whole.count {
      let error = try error(Array(whole.prefix(length)))
      #expect(error?.message.hasPrefix("FILE: ") == true && error?.hint.isEmpty == false, "\(length)")
    }
  }

  @Test("every word of every header at 0, 1, most, least and negative gives the same data or an error")
  func headers() throws {
    let expected = try read(try folder.write(file(Self.images, Self.labels), to: "whole.mat"))
    var refused = 0
    // Tag, flags, four sizes, name, tag of the images: 18 words; the labels are as many with their values.
    for value in [0, 1, 0x7fff_ffff, 0x8000_0000, UInt32.max] {
      for word in 0..<36 {
        var (images, labels) = (Self.images, Self.labels)
        let start = word % 18 * 4
        if word < 18 {
          images.replaceSubrange(start..<start + 4, with: MATWriter.words([value]))
        } else {
          labels.replaceSubrange(start..<start + 4, with: MATWriter.words([value]))
        }
        let packed = file(MATWriter.compressed(images), MATWriter.compressed(labels))
        for bytes in [file(images, labels), packed] {
          let path = try folder.write(bytes, to: "file.mat")
          do throws(DataError) {
            let found = try read(path)
            let isContent = word >= 34
            #expect(found.pixels == expected.pixels && (isContent || found.labels == expected.labels))
          } catch {
            refused += 1
            #expect(error.message.hasPrefix(path) && !error.hint.isEmpty)
          }
        }
      }
    }
    #expect(refused > 100)
  }

  @Test("random damage gives images or an error that names the file")
  func hostile() throws {
    var generator = SeededGenerator(33)
    let whole = try ["svhn-plain.mat", "svhn-compressed.mat", "svhn-compressed.mat"].map(Fixture.bytes)
    for round in 0..<3_000 {
      // Damage in the headers is rarer than in the images, and more telling.
      var bytes = generator.damaged(whole[round % 3])
      if round % 2 == 0, bytes.count > 200 { bytes[124 + Int(generator.next() % 70)] = generator.byte() }
      let path = try folder.write(bytes, to: "hostile.mat")
      do throws(DataError) {
        let (pixels, labels) = try read(path)
        #expect(pixels.count == labels.count * 3072 && pixels.count <= Extent.trusted(fileSize: bytes.count))
      } catch {
        #expect(error.message.hasPrefix(path) && !error.hint.isEmpty, "\(generator)")
      }
    }
  }
}
