import Foundation
import TestSupport
import Testing

@testable import Data

@Suite("Arrays and pictures as people bring them")
struct OwnArrayTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func load(_ name: String, _ options: NPYOptions = NPYOptions()) throws(DataError) -> Dataset {
    try NPYReader.load(Fixture.path(name), options)
  }

  private func error(_ body: () throws(DataError) -> Void) -> DataError? {
    do throws(DataError) {
      try body()
      return nil
    } catch { return error }
  }

  private func error(_ name: String, _ options: NPYOptions = NPYOptions()) -> DataError? {
    error { () throws(DataError) in _ = try load(name, options) }
  }

  @Test("counts of one byte stay counts, and images of one byte are pixels")
  func counts() throws {
    var options = NPYOptions(array: "u1", test: .share(0))
    #expect(try load("arrays.npz", options).train.example(5) == [50, 51, 52, 53])
    options.array = "gray"
    #expect(try load("arrays.npz", options).train.example(0).max().map { $0 <= 1 } == true)
    options.array = "u1"
    options.shape = .image(height: 2, width: 2, channels: 1)
    #expect(try load("arrays.npz", options).train.example(5)[0] == 50 * (1 / Float(255)))
  }

  @Test("truth values and bytes with a sign take the memory of their file")
  func memory() throws {
    for name in ["flags", "i1"] {
      guard
        case .bytes(let bytes, _, _) = try load("arrays.npz", NPYOptions(array: name, test: .share(0))).train.storage
      else {
        Issue.record("\(name) is not kept in bytes")
        continue
      }
      #expect(bytes.count == 24)
    }
    let least = Examples(shape: .vector(2), storage: .bytes([0, 255], scale: 1, offset: -128))
    #expect(least.example(0) == [-128, 127])
  }

  @Test("columns of arrays are scaled as a table's are")
  func scaling() throws {
    var options = NPYOptions(array: "f8", test: .share(0))
    options.scaling = .standard
    let set = try load("arrays.npz", options)
    #expect(abs(set.train.example(0)[0] - -1.4638501) < 1e-6 && set.columns?[3].statistics.mean == 28)
    #expect(set.train.rows == [1, 2, 3, 4, 5, 6])
  }

  @Test("sparse matrices are read by rows and by columns, with names where the archive has them")
  func sparse() throws {
    let expected = (0..<30).map { place -> Float in
      let (row, column) = (place / 5, place % 5)
      return (row + column) % 3 == 0 ? Float(place) : 0
    }
    for name in ["rows.npz", "columns.npz", "plain-sparse.npz"] {
      #expect(try load(name, NPYOptions(test: .share(0))).train.storage == .floats(expected))
    }
    let set = try load("plain-sparse.npz", NPYOptions(test: .share(0)))
    #expect(set.classes == ["low", "high"] && set.columns?.map(\.title) == ["g0", "g1", "g2", "g3", "g4"])
  }

  @Test("labels are texts as well, in a file of their own or the only array of an archive; an empty one is none")
  func textLabels() throws {
    for name in ["kinds.npy", "kinds.npz"] {
      let set = try load("vectors.npy", NPYOptions(labels: Fixture.path(name), test: .share(0)))
      #expect(set.classes == ["möller", "müller"] && set.train.labels == [1, 0, -1, 1, 0, -1])
    }
  }

  @Test("what is no array of examples is named as such")
  func named() {
    let path = Fixture.path("")
    #expect(error("empty.npy")?.message == path + "empty.npy: its shape is 0 × 5: it has no examples")
    #expect(error("single.npy")?.message == path + "single.npy: it is a single number, not an array of examples")
    #expect(error("records.npy")?.message == path + "records.npy: it holds records with named fields, not numbers")
    #expect(error("kinds.npy")?.message == path + "kinds.npy: its elements are texts, expected numbers")
    let oneHot = error("vectors.npy", NPYOptions(labels: path + "one-hot.npy"))
    #expect(oneHot?.hint == "numpy.save(file, array.argmax(axis=1)) makes labels of a column for each class")
  }

  @Test("idx files of any rank and type are read, with labels of any range")
  func idx() throws {
    let images = try folder.write(IDXWriter.gzip(IDXWriter.images(4)), to: "letters-images-idx3-ubyte.gz")
    let labels = try folder.write(IDXWriter.labels([1, 26, 1, 26]), to: "letters-labels-idx1-ubyte")
    let set = try NPYReader.load(images, NPYOptions(labels: labels, test: .share(0)))
    #expect(set.classes == ["1", "26"] && set.train.shape == .image(height: 2, width: 3, channels: 1))
    #expect(set.train.storage == .bytes((0..<24).map { UInt8(truncatingIfNeeded: $0 * 37) }))
    // Two rows of two big-endian floats: 1, -2, 0.5, 3.
    let floats: [UInt8] = [0x3f, 0x80, 0, 0, 0xc0, 0, 0, 0, 0x3f, 0, 0, 0, 0x40, 0x40, 0, 0]
    let matrix = try folder.write(IDXWriter.file(magic: 0x0d02, sizes: [2, 2], content: floats), to: "m.idx")
    #expect(try NPYReader.load(matrix, NPYOptions(test: .share(0))).train.storage == .floats([1, -2, 0.5, 3]))
  }

  @Test("a compressed idx file that goes on for gigabytes is not read to its end")
  func longIDX() throws {
    let content = IDXWriter.images(1, height: 8, width: 12) + [UInt8](repeating: 0, count: 3 << 20)
    let path = try folder.write(IDXWriter.gzip(content), to: "images.gz")
    let message =
      "\(path): 1048672 bytes follow its header, which announces 1 × 8 × 12 = 96: more than 1048576 too many"
    #expect(error { () throws(DataError) in _ = try IDXReader.images(path) }?.message == message)
  }

  @Test("labels beyond MNIST's are told with a command that loads them")
  func otherLabels() throws {
    for (name, bytes) in [
      ("train-images-idx3", IDXWriter.images(2)), ("train-labels-idx1", IDXWriter.labels([1, 26])),
      ("t10k-images-idx3", IDXWriter.images(1)), ("t10k-labels-idx1", IDXWriter.labels([2])),
    ] { try folder.write(bytes, to: "mnist/\(name)-ubyte") }
    let place = folder.path + "/mnist/train"
    let found = error { () throws(DataError) in
      _ = try ImageSet.mnist.load(from: DataSearchPath(folder: folder.path + "/mnist"))
    }
    let hint =
      "a set with other classes is loaded as: load idx \"\(place)-images-idx3-ubyte\" labels=\"\(place)-labels-idx1-ubyte\""
    #expect(found?.hint == hint)
    let options = NPYOptions(labels: place + "-labels-idx1-ubyte", test: .share(0))
    #expect(try NPYReader.load(place + "-images-idx3-ubyte", options).classes == ["1", "26"])
  }

  @Test("a folder called like the file beside it is not taken for the file")
  func folderBesideFile() throws {
    for (name, bytes) in [
      ("train-images-idx3-ubyte", IDXWriter.images(2)), ("train-labels-idx1-ubyte.gz", IDXWriter.labels([1, 2])),
      ("t10k-images-idx3-ubyte", IDXWriter.images(1)), ("t10k-labels-idx1-ubyte", IDXWriter.labels([2])),
    ] { try folder.write(bytes, to: "mnist/" + name) }
    try folder.write([1], to: "mnist/train-labels-idx1-ubyte/inside")
    try folder.write([1], to: "mnist/train-images-idx3-ubyte.gz/inside")
    #expect(try ImageSet.mnist.load(from: DataSearchPath(folder: folder.path + "/mnist")).train.count == 2)
  }

  @Test("gray of 16 bits is the gray of 8 bits, with gamma 1/2.2 or none")
  func sixteenBits() throws {
    let path = Fixture.path("gray-128-16-bits.png")
    #expect(try PictureDecoder.decode(path, channels: 1).pixels == [UInt8](repeating: 128, count: 64))
    var bytes = try Fixture.bytes("gray-128-16-bits.png")
    // A chunk gAMA of 45455 behind the header's 8 + 25 bytes.
    let chunk = Array("gAMA".utf8) + MATWriter.words([45_455]).reversed()
    bytes.insert(contentsOf: [0, 0, 0, 4] + chunk + MATWriter.words([IDXWriter.crc(chunk)]).reversed(), at: 33)
    let other = try folder.write(bytes, to: "gamma.png")
    #expect(try PictureDecoder.decode(other, channels: 1).pixels == [UInt8](repeating: 128, count: 64))
  }

  @Test("JPEG pictures come as Pillow decodes them, whatever their names say")
  func jpeg() throws {
    let picture = try PictureDecoder.decode(Fixture.path("smooth.jpg"), channels: 3)
    #expect(picture.width == 56 && picture.height == 48)
    // Pillow, at three places and on the average.
    let places: [(Int, [Int])] = [(0, [0, 0, 0]), (47 * 56 + 55, [220, 187, 204]), (20 * 56 + 30, [120, 81, 100])]
    for (place, color) in places {
      #expect((0..<3).allSatisfy { abs(Int(picture.pixels[place * 3 + $0]) - color[$0]) <= 2 })
    }
    let reds = stride(from: 0, to: picture.pixels.count, by: 3).reduce(0.0) { $0 + Double(picture.pixels[$1]) }
    #expect(abs(reds / 2688 - 109.99) < 0.3)
    let misnamed = try folder.write(try Fixture.bytes("smooth.jpg"), to: "a.png")
    #expect(try PictureDecoder.decode(misnamed, channels: 1).pixels.count == 2688)
  }

  @Test("a JPEG file cut at any byte, and one with random damage, gives pixels or an error that names it")
  func damagedJPEG() throws {
    var generator = SeededGenerator(9)
    let whole = try Fixture.bytes("smooth.jpg")
    let cuts = (2..<whole.count).map { Array(whole.prefix($0)) }
    for bytes in cuts + (0..<1000).map({ _ in generator.damaged(whole) }) {
      let path = try folder.write(bytes, to: "damaged.jpg")
      do throws(DataError) {
        let picture = try PictureDecoder.decode(path, channels: 1)
        #expect(picture.pixels.count == picture.width * picture.height, "\(generator)")
      } catch {
        #expect(error.message.hasPrefix(path) && !error.hint.isEmpty, "\(generator)")
      }
    }
  }

  @Test("folders are nested as deep as they are, and what is not read is counted by reason")
  func nested() throws {
    let png = try Fixture.bytes("gray.png")
    for name in ["a/1.png", "a/2.png", "b/1.png", "b/2.jpg", "c/deep/1.png", "c/deep/er/2.png"] {
      try folder.write(png, to: "set/" + name)
    }
    try folder.write(png, to: "set/loose.png")
    for name in ["set/a/x.gif", "set/a/y.gif", "set/b/README"] { try folder.write([1], to: name) }
    var options = PictureOptions(size: 4, test: .share(0))
    let (set, skipped) = try PictureReader.load(folder.path + "/set", options)
    #expect(set.classes == ["a", "b", "c"] && set.train.count == 6 && skipped == 4)
    #expect(set.notes == ["4 files were not read: 2 .gif, 1 beside the classes' folders, 1 without an ending"])
    #expect(set.train.ids?.sorted() == ["a/1.png", "a/2.png", "b/1.png", "b/2.jpg", "c/deep/1.png", "c/deep/er/2.png"])
    options.classes = .path
    #expect(try PictureReader.load(folder.path + "/set", options).dataset.classes == ["a", "b", "c/deep", "c/deep/er"])
    options.classes = .none
    let plain = try PictureReader.load(folder.path + "/set", options).dataset
    #expect(plain.classes == [] && plain.train.count == 7 && plain.train.labels == nil)
  }

  @Test("a thousand and one folders are told with a way to load them")
  func manyFolders() throws {
    let png = try Fixture.bytes("gray-8.png")
    for index in 0...1000 { try folder.write(png, to: "many/c\(index)/1.png") }
    var options = PictureOptions(size: 2, test: .share(0))
    let found = error { () throws(DataError) in _ = try PictureReader.load(folder.path + "/many", options) }
    #expect(found?.hint == "load the pictures without classes: class=none")
    options.classes = .none
    #expect(try PictureReader.load(folder.path + "/many", options).dataset.train.count == 1001)
  }

  @Test("a class folder whose name is not UTF-8 keeps its pictures")
  func otherNames() throws {
    let png = try Fixture.bytes("gray-8.png")
    try folder.write(png, to: "set/a/1.png")
    let name = Array((folder.path + "/set/caf").utf8) + [0xe9]
    #expect(mkdir(name.map { CChar(bitPattern: $0) } + [0], 0o755) == 0)
    let file = open((name + Array("/1.png".utf8)).map { CChar(bitPattern: $0) } + [0], O_WRONLY | O_CREAT, 0o644)
    #expect(write(file, png, png.count) == png.count)
    close(file)
    let set = try PictureReader.load(folder.path + "/set", PictureOptions(size: 4, test: .share(0))).dataset
    #expect(set.classes == ["a", "café"] && set.train.count == 2)
  }

  @Test("an empty file and pictures of other kinds are told with a way out")
  func otherPictures() throws {
    try folder.write([], to: "set/a/1.png")
    let path = folder.path + "/set"
    let empty = error { () throws(DataError) in _ = try PictureReader.load(path, PictureOptions(test: .share(0))) }
    #expect(empty == DataError("\(path)/a/1.png: it is empty, a file of 0 bytes", hint: "take it out of the folder"))
    try folder.write([1], to: "gifs/a/1.gif")
    let others = error { () throws(DataError) in _ = try PictureReader.load(folder.path + "/gifs") }
    #expect(
      others?.message.hasSuffix("no PNG or JPEG file in it or in a folder below it; 1 file was not read: 1 .gif")
        == true)
    #expect(others?.hint == "make PNG files of them, for example with ImageMagick: mogrify -format png *.gif")
  }
}
