import TestSupport
import Testing

@testable import Data

@Suite("Reading idx files")
struct IDXReaderTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  @Test("images and labels come back as written, plain and gzip-compressed, whatever the file's name")
  func roundTrip() throws {
    let images = IDXWriter.images(50, height: 40, width: 70)
    let labels = IDXWriter.labels([3, 0, 255])
    for pack in IDXWriter.packings {
      let (shape, bytes) = try IDXReader.images(try folder.write(pack(images), to: "file"))
      #expect(shape == .image(height: 40, width: 70, channels: 1))
      #expect(bytes == Array(images.dropFirst(16)))
      #expect(try IDXReader.labels(try folder.write(pack(labels), to: "file")) == [3, 0, 255])
    }
  }

  @Test("a file that Python's gzip compressed is read")
  func python() throws {
    let text = """
      1f8b08000000000002031dce634f04000000d0b778f9b26bcbeeb26bcbaecb6ecbb6f9d7c387f7fd118844d4afc0bf0831e2250765c85140\
      890a351a425a75ea65d0a849b3f396acd962cf913357371ebcf82052ac0429a932e52aa454a55a8d4dda74e963c898297361cbd66db3efd8\
      b9eb5b8f5e7dfe4d021205d364c95344992a7542cdda75eb67d8b869f30b566cd8e1c0890b37779ebcf9225a9c24a9e9b2e52ba65cb57a4d\
      2d3af41860c48419e145ab36ed72e8d4a5db7bcfde7dfb01266479d310010000
      """
    let digits = Array(text)
    let bytes = stride(from: 0, to: digits.count, by: 2).compactMap { UInt8(String(digits[$0...($0 + 1)]), radix: 16) }
    let (shape, read) = try IDXReader.images(try folder.write(bytes, to: "python.gz"))
    #expect(shape == .image(height: 8, width: 8, channels: 1))
    let expected = (0..<256).map { place -> UInt8 in
      let (image, row, column) = (place / 64, place / 8 % 8, place % 8)
      return (row + column) % 2 == 1 ? UInt8(row * 16 + column * 2 + image) : 0
    }
    #expect(read == expected)
  }

  @Test("content after several read pieces is whole")
  func pieces() throws {
    let images = IDXWriter.images(1_000, height: 28, width: 28)
    let (_, bytes) = try IDXReader.images(try folder.write(IDXWriter.gzip(images), to: "long.gz"))
    #expect(bytes == Array(images.dropFirst(16)))
  }

  @Test("random bytes, and valid files with random damage, give a value or an error that names the file")
  func hostile() throws {
    var generator = SeededGenerator(20)
    let valid = [IDXWriter.images(4), IDXWriter.labels([1, 2]), IDXWriter.gzip(IDXWriter.images(4))]
    for round in 0..<3_000 {
      let bytes =
        round % 4 == 3
        ? (0..<Int(generator.next() % 64)).map { _ in generator.byte() } : generator.damaged(valid[round % 4])
      let path = try folder.write(bytes, to: "hostile")
      do throws(DataError) {
        let (shape, read) = try IDXReader.images(path)
        #expect(read.count <= 2 * bytes.count && read.count % shape.count == 0)
      } catch {
        #expect(error.message.hasPrefix(path) && !error.hint.isEmpty, "\(generator)")
      }
    }
  }
}
