import Animation
import TestSupport
import TestSupport
import Testing

@Suite("Animated GIFs")
struct GIFTests {
  /// A frame of one color with a block of another one.
  private static func frame(_ shift: Int) -> [UInt8] {
    (0..<40 * 30).flatMap { place -> [UInt8] in
      let (x, y) = (place % 40, place / 40)
      return x >= shift && x < shift + 8 && y >= 10 && y < 18 ? [200, 30, 40] : [250, 250, 250]
    }
  }

  @Test("a file has its size, plays for ever, and holds each frame")
  func structure() throws {
    let bytes = try GIF.encode((0..<5).map { Self.frame(4 * $0) }, width: 40, height: 30, secondsPerFrame: 0.1)
    #expect(bytes.starts(with: Array("GIF89a".utf8) + [40, 0, 30, 0]))
    #expect(bytes.last == 0x3B)
    let text = String(decoding: bytes, as: Unicode.ASCII.self)
    #expect(text.contains("NETSCAPE2.0"))
    // A graphic control extension: introducer, label, size.
    let controls = bytes.indices.dropLast(8).filter { bytes[$0] == 0x21 && bytes[$0 + 1] == 0xF9 && bytes[$0 + 2] == 4 }
    #expect(controls.map { Int(bytes[$0 + 4]) + 256 * Int(bytes[$0 + 5]) } == [10, 10, 10, 10, 100])
  }

  @Test("the few colors of a picture are its own")
  func colors() throws {
    let bytes = try GIF.encode([Self.frame(0)], width: 40, height: 30, secondsPerFrame: 1)
    let table = Array(bytes[13..<19])
    #expect(Set([Array(table[..<3]), Array(table[3...])]) == [[200, 30, 40], [250, 250, 250]])
  }

  @Test("pictures of many colors are written, the same each time")
  func manyColors() throws {
    let frame = (0..<64 * 64 * 3).map { UInt8(truncatingIfNeeded: $0 &* 2_654_435_761 >> 7) }
    let first = try GIF.encode([frame, frame.reversed()], width: 64, height: 64, secondsPerFrame: 0.04)
    #expect(try GIF.encode([frame, frame.reversed()], width: 64, height: 64, secondsPerFrame: 0.04) == first)
    #expect(first.count > 4000)
  }

  @Test("what is written is read again, picture by picture, with its comment")
  func reading() throws {
    let frames = (0..<5).map { Self.frame(4 * $0) }
    let bytes = try GIF.encode(frames, width: 40, height: 30, secondsPerFrame: 0.1, comment: "made by a test")
    var reader = try #require(GIFReader(bytes))
    #expect((reader.width, reader.height) == (40, 30) && reader.comment == "made by a test")
    for frame in frames { #expect(reader.next() == frame) }
    #expect(reader.next() == nil)
  }

  @Test("pictures of many colors are read as Pillow reads them", .enabled(if: Python.has("PIL")))
  func readingLikePillow() throws {
    let frame = (0..<64 * 64 * 3).map { UInt8(truncatingIfNeeded: $0 &* 2_654_435_761 >> 7) }
    let bytes = try GIF.encode([frame, frame.reversed()], width: 64, height: 64, secondsPerFrame: 0.04)
    let folder = try ScratchFolder()
    try folder.write(bytes, to: "a.gif")
    let program = """
      import sys
      from PIL import Image
      image = Image.open(sys.argv[1])
      for index in range(2):
          image.seek(index)
          open(sys.argv[1] + str(index), "wb").write(image.convert("RGB").tobytes())
      """
    _ = try #require(Python.run(program, folder.path("a.gif")))
    var reader = try #require(GIFReader(bytes))
    for index in 0..<2 { #expect(reader.next() == folder.bytes("a.gif\(index)")) }
  }

  @Test("damaged files are read to an end")
  func damaged() throws {
    let bytes = try GIF.encode((0..<3).map { Self.frame(4 * $0) }, width: 40, height: 30, secondsPerFrame: 0.1)
    for place in bytes.indices {
      for value in [0, bytes[place] ^ 0x55, 255] {
        var damaged = bytes
        damaged[place] = value
        guard var reader = GIFReader(damaged), reader.width * reader.height < 1 << 16 else { continue }
        _ = reader.comment
        var count = 0
        while reader.next() != nil { count += 1 }
        #expect(count < 100)
      }
      var cut = GIFReader(Array(bytes[..<place]))
      while cut?.next() != nil {}
    }
  }

  @Test("what makes no animation is refused with the reason")
  func refused() {
    #expect(throws: AnimationError.noFrames) { try GIF.encode([], width: 1, height: 1, secondsPerFrame: 1) }
    #expect(throws: AnimationError.size(width: 0, height: 1)) {
      try GIF.encode([[]], width: 0, height: 1, secondsPerFrame: 1)
    }
    #expect(throws: AnimationError.size(width: 70_000, height: 1)) {
      try GIF.encode([[]], width: 70_000, height: 1, secondsPerFrame: 1)
    }
    #expect(throws: AnimationError.frame(1)) {
      try GIF.encode([[1, 2, 3], [1, 2]], width: 1, height: 1, secondsPerFrame: .nan)
    }
  }
}
