import Files
import Foundation
import TestSupport
import Testing

@testable import Archive

@Suite("Safetensors")
struct SafeTensorsTests {
  let place: TemporaryPlace

  init() throws { place = try TemporaryPlace() }

  /// A file with tensors of both kinds, an empty one, and metadata that need escapes.
  func example() -> SafeTensorsWriter {
    var writer = SafeTensorsWriter()
    writer.metadata = ["title": "a \"quoted\" text,\nλ = 1.5 \\ 🎉\u{1}", "empty": ""]
    writer.add("b.weight", shape: [2, 3]) { [1, 2, 3, -4.5, .leastNormalMagnitude, 6] }
    writer.add("a", shape: [], doubles: [.pi])
    writer.add("nothing", shape: [0, 5]) { [] }
    writer.add("c", shape: [1]) { [7] }
    return writer
  }

  func write(_ writer: SafeTensorsWriter, to name: String = "file") throws -> String {
    try AtomicFile(place.file(name)).write(writer.write)
    return place.file(name)
  }

  /// A file of this header and data.
  func file(_ json: String, data: Int = 0, length: UInt64? = nil) throws -> String {
    let header = Array(json.utf8)
    let size = withUnsafeBytes(of: (length ?? UInt64(header.count)).littleEndian) { Array($0) }
    return try place.write(size + header + [UInt8](repeating: 0, count: data), to: "made")
  }

  func refusal(of path: String) -> String? {
    do throws(ArchiveError) {
      _ = try SafeTensorsReader(path)
      return nil
    } catch {
      return error.reason
    }
  }

  @Test("are read as they were written")
  func roundTrip() throws {
    let reader = try SafeTensorsReader(write(example()))
    try reader.verify()
    #expect(reader.metadata["title"] == example().metadata["title"] && reader.metadata["empty"] == "")
    #expect(reader.header.entries.map(\.name) == ["b.weight", "a", "nothing", "c"])
    #expect(try reader.floats("b.weight", shape: [2, 3]) == [1, 2, 3, -4.5, .leastNormalMagnitude, 6])
    #expect(try reader.doubles("a", shape: []) == [.pi])
    #expect(try reader.floats("nothing") == [] && reader.floats("c") == [7])
  }

  @Test("have their numbers at multiples of eight bytes after the header")
  func alignment() throws {
    for size in 0..<9 {
      var writer = example()
      writer.metadata["padding"] = String(repeating: "x", count: size)
      let bytes = try Data(contentsOf: URL(filePath: write(writer)))
      #expect(bytes[0] % 8 == 0 && bytes[8] == UInt8(ascii: "{"))
    }
  }

  @Test("of equal content are equal byte for byte")
  func deterministic() throws {
    _ = try (write(example(), to: "one"), write(example(), to: "two"))
    #expect(try place.read("one") == place.read("two"))
  }

  @Test("are not written where a tensor has other numbers than its shape says")
  func wrongCount() {
    var writer = SafeTensorsWriter()
    writer.add("a", shape: [2]) { [1] }
    #expect(throws: ArchiveError("a has 4 bytes in place of 8")) { try write(writer) }
  }

  @Test("asked for what they do not have name it")
  func wrongTensor() throws {
    let reader = try SafeTensorsReader(write(example()))
    #expect(throws: ArchiveError("it has no tensor 'd'")) { try reader.floats("d") }
    #expect(throws: ArchiveError("a has numbers of type F64, and F32 was expected")) { try reader.floats("a") }
    #expect(throws: ArchiveError("b.weight has the shape [2, 3], and [3, 2] was expected")) {
      try reader.floats("b.weight", shape: [3, 2])
    }
  }

  @Test("with any bit changed or any end cut off are refused")
  func damage() throws {
    let whole = Array(try Data(contentsOf: URL(filePath: write(example()))))
    func isRefused(_ bytes: [UInt8]) throws -> Bool {
      let path = try place.write(bytes, to: "damaged")
      do throws(ArchiveError) {
        try SafeTensorsReader(path).verify()
        return false
      } catch {
        return !error.reason.isEmpty
      }
    }
    for index in whole.indices {
      for bit in 0..<8 {
        var bytes = whole
        bytes[index] ^= 1 << bit
        #expect(try isRefused(bytes), "bit \(bit) of byte \(index)")
      }
      #expect(try isRefused(Array(whole[..<index])), "cut to \(index) bytes")
    }
    #expect(try isRefused(whole + [0]))
  }

  @Test(
    "with a wrong header are refused for the reason",
    arguments: [
      ("[]", "other than '{' at byte 8", 0), ("{", "something other than", 0),
      (#"{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}} x"#, "other than the end of the header", 4),
      (
        #"{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"a":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}"#,
        "has 'a' twice", 8
      ),
      (#"{"__metadata__":{"k":"1","k":"2"}}"#, "metadata have 'k' twice", 0),
      (#"{"__metadata__":{"k":1}}"#, "other than '\"'", 0),
      (#"{"a":{"dtype":"F32","dtype":"F32","shape":[1],"data_offsets":[0,4]}}"#, "unexpected 'dtype'", 4),
      (#"{"a":{"dtype":"F33","shape":[1],"data_offsets":[0,4]}}"#, "unknown type 'F33'", 4),
      (#"{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,4]}}"#, "do not fit its shape [2]", 4),
      (#"{"a":{"dtype":"F32","shape":[-1],"data_offsets":[0,4]}}"#, "other than a size", 4),
      (#"{"a":{"dtype":"F32","shape":[1.0],"data_offsets":[0,4]}}"#, "other than ']'", 4),
      (#"{"a":{"dtype":"F32","shape":[1e0],"data_offsets":[0,4]}}"#, "other than ']'", 4),
      (#"{"a":{"dtype":"F32","shape":[01],"data_offsets":[0,4]}}"#, "impossible size '01'", 4),
      (#"{"a":{"dtype":"F32","shape":[9223372036854775808],"data_offsets":[0,4]}}"#, "impossible size", 4),
      (#"{"a":{"dtype":"F32","shape":[4294967296,4294967296],"data_offsets":[0,0]}}"#, "do not fit its shape", 0),
      (#"{"a":{"dtype":"F32","shape":[1],"data_offsets":[4,0]}}"#, "lacks its type, shape or place", 4),
      (#"{"a":{"dtype":"F32","shape":[1],"data_offsets":[0]}}"#, "lacks its type, shape or place", 4),
      (#"{"a":{"shape":[1],"data_offsets":[0,4]}}"#, "lacks its type, shape or place", 4),
      (#"{"a":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}"#, "begins at byte 4 where byte 0", 8),
      (
        #"{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},"b":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}"#,
        "begins at byte 4 where byte 8", 8
      ),
      (#"{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}"#, "speaks of", 3),
      (#"{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}"#, "speaks of", 5),
      (#"{"\uD800":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}"#, "other than a character", 4),
      (#"{"\x":{}}"#, "other than an escape", 0), ("{\"a\nb\":{}}", "other than the rest of a text", 0),
      (#"{"abc"#, "ends within a text", 0),
    ])
  func wrongHeaders(json: String, expected: String, data: Int) throws {
    let reason = try #require(try refusal(of: file(json, data: data)))
    #expect(reason.contains(expected), "\(reason)")
  }

  @Test(
    "with an impossible header length are refused before anything is read",
    arguments: [
      1, 100, UInt64(Int32.max), UInt64(Int64.max), UInt64(Int64.max) + 1, .max - 7, .max,
    ])
  func headerLength(length: UInt64) throws {
    #expect(try refusal(of: file("{}", length: length)) != nil)
  }

  @Test("that are none are refused")
  func foreign() throws {
    let picture = try place.write(
      [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A] + [UInt8](repeating: 0, count: 90), to: "p.png")
    #expect(refusal(of: picture)?.contains("not a safetensors file") == true)
    #expect(refusal(of: place.path) == "it is a folder, and a file was expected")
    #expect(refusal(of: place.file("none")) == "no such file or directory")
    #expect(try refusal(of: place.write([], to: "empty")) == "it has 0 bytes and no header")
    #expect(refusal(of: "/dev/zero") == "it is a device, and a file was expected")
  }

  @Test("changed at random in 5000 ways never crash the reader, and never pass as whole")
  func fuzz() throws {
    let whole = Array(try Data(contentsOf: URL(filePath: write(example()))))
    var generator = SeededGenerator(5)
    let words = ["\"", "{", "}", "[", "]", ",", ":", "0", "-1", "99999999999999999999", "\\u0000", "null", "F64", " "]
    for _ in 0..<5000 {
      var bytes = whole
      for _ in 0..<Int.random(in: 1...4, using: &generator) {
        let place = Int.random(in: 0..<bytes.count, using: &generator)
        switch Int.random(in: 0..<4, using: &generator) {
        case 0: bytes[place] = UInt8.random(in: 0...255, using: &generator)
        case 1: bytes.removeSubrange(place..<min(bytes.count, place + Int.random(in: 1...20, using: &generator)))
        case 2: bytes.insert(contentsOf: Array(generator.pick(words).utf8), at: place)
        default: bytes.replaceSubrange(8..<min(bytes.count, 9), with: [UInt8.random(in: 32...126, using: &generator)])
        }
        if bytes.count < 9 { break }
      }
      guard bytes != whole else { continue }
      let path = try place.write(bytes, to: "mutant")
      #expect(throws: ArchiveError.self, "\(generator): \(bytes)") { try SafeTensorsReader(path).verify() }
    }
  }

  @Test("written by another program are read")
  func foreignWriter() throws {
    // Key order, white space and escapes as others may write them; no checksum.
    let json = """
      { "x" : {"shape":[ 2 ],"data_offsets":[ 8, 12 ], "dtype":"BF16"}, "\\u0077\\ud83c\\udf89": {"dtype":"F32",
      "shape":[1,2],"data_offsets":[0,8]} , "__metadata__": { "format":"pt" } }
      """
    let reader = try SafeTensorsReader(file(json, data: 12))
    #expect(reader.header.entries.map(\.name) == ["w🎉", "x"] && reader.metadata == ["format": "pt"])
    #expect(try reader.floats("w🎉") == [0, 0])
    #expect(throws: ArchiveError("it has no checksum")) { try reader.verify() }
  }
}
