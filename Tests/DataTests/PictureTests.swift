import TestSupport
import Testing

@testable import Data

@Suite("Reading pictures")
struct PictureTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func decode(_ name: String, _ channels: Int) throws -> [UInt8] {
    try PictureDecoder.decode(Fixture.path(name), channels: channels).pixels
  }

  private func error(_ body: () throws(DataError) -> Void) -> DataError? {
    do throws(DataError) {
      try body()
      return nil
    } catch { return error }
  }

  @Test("gray and color pixels, of 8 and 16 bits, come as Pillow wrote them")
  func pixels() throws {
    let places = (0..<48 * 56).map { (x: $0 % 56, y: $0 / 56) }
    let gray = places.map { place -> UInt8 in UInt8((8 * place.x + 5 * place.y) % 251) }
    #expect(try decode("gray.png", 1) == gray)
    let color = zip(gray, places).flatMap { red, place -> [UInt8] in [red, UInt8(3 * place.x), UInt8(4 * place.y)] }
    #expect(try decode("color.png", 3) == color)
    #expect(try decode("gray.png", 3) == gray.flatMap { [$0, $0, $0] })
    #expect(try decode("palette.png", 3).count == color.count)
    #expect(try decode("color.png", 1).count == gray.count)
    #expect(try decode("gray-16-bits.png", 1).count == gray.count)
  }

  @Test("what is transparent is laid on white")
  func transparency() throws {
    // Pixels (x, y) with opacity 0 at x = 0 and 255 at x = 1.
    #expect(try decode("clear.png", 3) == [255, 255, 255, 8, 3, 0, 255, 255, 255, 13, 3, 4])
  }

  @Test("a smaller picture has the means of areas, as Pillow's box filter has where areas are whole pixels")
  func average() throws {
    let gray = try decode("gray.png", 1), color = try decode("color.png", 3)
    let small = AreaAverage(width: 56, height: 48, channels: 1).planes(gray, size: 8)
    #expect(zip(small, try decode("gray-8.png", 1)).allSatisfy { abs(Int($0) - Int($1)) <= 1 })
    let planes = AreaAverage(width: 56, height: 48, channels: 3).planes(color, size: 8)
    let expected = try decode("color-8.png", 3)
    #expect((0..<192).allSatisfy { abs(Int(planes[$0]) - Int(expected[$0 % 64 * 3 + $0 / 64])) <= 1 })
  }

  @Test("areas of parts of pixels weigh as much as they cover, also in a larger picture")
  func parts() {
    // Three pixels on two: (1, ½ of the next); and two on three: the middle has both halves.
    let row: [UInt8] = [30, 60, 90, 30, 60, 90, 30, 60, 90]
    #expect(AreaAverage(width: 3, height: 3, channels: 1).planes(row, size: 2) == [40, 80, 40, 80])
    let larger = AreaAverage(width: 2, height: 1, channels: 1).planes([30, 60], size: 3)
    #expect(larger == [30, 45, 60, 30, 45, 60, 30, 45, 60])
    #expect(AreaAverage(width: 3, height: 3, channels: 1).planes(row, size: 3) == row)
  }

  @Test("folders are classes in natural order; files of other kinds are passed over and counted")
  func folders() throws {
    let (gray, color) = (try Fixture.bytes("gray.png"), try Fixture.bytes("color.png"))
    for index in 0..<10 { try folder.write(gray, to: "set/c10/\(index).png") }
    for index in 0..<5 { try folder.write(color, to: "set/c2/\(index).PNG") }
    for name in ["set/readme.txt", "set/c2/notes.txt", "set/c2/.hidden", "set/empty/x.gif"] {
      try folder.write([1], to: name)
    }
    let path = folder.path + "/set"
    let (set, skipped) = try PictureReader.load(path)
    #expect(set.name == "set" && set.classes == ["c2", "c10"] && skipped == 3)
    #expect(set.notes == ["3 files were not read: 2 .txt, 1 .gif"])
    #expect(set.train.shape == .image(height: 28, width: 28, channels: 1))
    #expect(set.train.count == 12 && set.test.count == 3 && set.test.labels?.count { $0 == 0 } == 1)
    #expect(set.train.labels != set.train.labels?.sorted())
    let pixels = try decode("gray.png", 1)
    let expected = AreaAverage(width: 56, height: 48, channels: 1).planes(pixels, size: 28).map { Float($0) / 255 }
    for (index, label) in (set.train.labels ?? []).enumerated() where label == 1 {
      #expect(zip(set.train.example(index), expected).allSatisfy { abs($0 - $1) < 1e-6 })
    }
    let options = PictureOptions(size: 8, channels: 3, test: .file(path + "/c10"))
    let message = "\(path)/c10: one of the two folders has a folder for each class, the other not"
    #expect(error { () throws(DataError) in _ = try PictureReader.load(path, options) }?.message == message)
    let flat = try PictureReader.load(path + "/c10").dataset
    #expect(flat.classes == [] && flat.train.labels == nil && flat.train.count == 8)
  }

  @Test("a folder that is missing or has no pictures is told")
  func missing() throws {
    let none = error { () throws(DataError) in _ = try PictureReader.load("/none") }
    #expect(
      none == DataError("/none cannot be opened: no such file or directory", hint: "give a folder of PNG or JPEG files")
    )
    try folder.write([1], to: "set/x.txt")
    let empty = error { () throws(DataError) in _ = try PictureReader.load(folder.path + "/set") }
    let hint = "lay it out as set/CLASS/NAME.png, a folder for each class"
    #expect(
      empty
        == DataError(
          "\(folder.path)/set: no PNG or JPEG file in it or in a folder below it; 1 file was not read: 1 .txt",
          hint: hint))
  }

  @Test("a picture that announces more pixels than its bytes could hold takes no memory for them")
  func bomb() throws {
    // A valid header chunk, with its checksum, of 30,000 × 30,000 pixels of 8 bits in gray, then a data chunk.
    let header: [UInt8] = [0x49, 0x48, 0x44, 0x52, 0, 0, 0x75, 0x30, 0, 0, 0x75, 0x30, 8, 0, 0, 0, 0]
    let data: [UInt8] = [0x49, 0x44, 0x41, 0x54, 0x78, 0x01]
    let chunks = [header, data].flatMap { chunk -> [UInt8] in
      [0, 0, 0, UInt8(chunk.count - 4)] + chunk + bigEndian(IDXWriter.crc(chunk))
    }
    let path = try folder.write([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a] + chunks, to: "bomb.png")
    let found = error { () throws(DataError) in _ = try PictureDecoder.decode(path, channels: 1) }
    let message = "\(path): its 30000 × 30000 pixels are too many for its bytes"
    #expect(found == DataError(message, hint: "mend it, or take it out of the folder"))
  }

  private func bigEndian(_ word: UInt32) -> [UInt8] { MATWriter.words([word]).reversed() }

  @Test("a file cut at any byte, and one with random damage, gives pixels or an error that names it")
  func hostile() throws {
    var generator = SeededGenerator(3)
    for name in ["color.png", "palette.png", "gray-16-bits.png"] {
      let whole = try Fixture.bytes(name)
      let cuts = (0..<whole.count).map { Array(whole.prefix($0)) }
      for (round, bytes) in (cuts + (0..<1_000).map { _ in generator.damaged(whole) }).enumerated() {
        let path = try folder.write(bytes, to: name)
        do throws(DataError) {
          let picture = try PictureDecoder.decode(path, channels: 1)
          #expect(picture.pixels.count == picture.width * picture.height, "\(generator): round \(round)")
          // What is cut after the pixels is not missed.
          #expect(round >= whole.count - 16)
        } catch {
          #expect(error.message.hasPrefix(path) && !error.hint.isEmpty, "\(generator): round \(round)")
        }
      }
    }
  }
}
