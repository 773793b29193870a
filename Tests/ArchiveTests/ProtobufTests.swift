import Foundation
import TestSupport
import Testing

@testable import Archive

@Suite("Protocol Buffers")
struct ProtobufTests {
  /// The examples of protobuf.dev/programming-guides/encoding, and a negative number, which takes ten bytes.
  @Test("fields are written as the format's own guide shows")
  func fields() {
    func bytes(_ fill: (inout ProtobufMessage) -> Void) -> [UInt8] {
      var message = ProtobufMessage()
      fill(&message)
      return message.bytes
    }
    #expect(bytes { $0.add(1, 150) } == [0x08, 0x96, 0x01])
    #expect(bytes { $0.add(2, "testing") } == [0x12, 0x07, 0x74, 0x65, 0x73, 0x74, 0x69, 0x6E, 0x67])
    #expect(bytes { $0.add(3) { $0.add(1, 150) } } == [0x1A, 0x03, 0x08, 0x96, 0x01])
    #expect(bytes { $0.add(1, -1) } == [0x08] + [UInt8](repeating: 0xFF, count: 9) + [0x01])
    #expect(bytes { $0.add(2, Float(1)) } == [0x15, 0, 0, 0x80, 0x3F])
    #expect(bytes { $0.add(16, [Int](0...1)) } == [0x80, 0x01, 0, 0x80, 0x01, 1])
  }

  @Test("an event has the frame of a TFRecord")
  func frame() {
    let record = EventRecord.version(time: 0)
    let length = Int(record[0])
    #expect(record.count == 8 + 4 + length + 4 && record[1..<8].allSatisfy { $0 == 0 })
    #expect(record[12..<12 + length].suffix(13).elementsEqual("brain.Event:2".utf8))
  }
}
