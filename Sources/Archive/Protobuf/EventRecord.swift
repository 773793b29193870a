import Bytes

/// Records of TensorBoard's event files: a message `tensorflow.Event` in the frame of a TFRecord.
public enum EventRecord {
  /// A picture and what it is called.
  public struct Picture {
    let tag: String
    let png: [UInt8]
    let width: Int
    let height: Int

    /// A PNG file of that many pixels.
    public init(tag: String, png: [UInt8], width: Int, height: Int) {
      self.tag = tag
      self.png = png
      self.width = width
      self.height = height
    }
  }

  /// What a file begins with.
  public static func version(time: Double) -> [UInt8] {
    event(time: time) { $0.add(3, "brain.Event:2") }
  }

  /// Numbers at a step; `time` is in seconds since 1970.
  public static func scalars(_ scalars: [(tag: String, value: Double)], step: Int, time: Double) -> [UInt8] {
    event(time: time, step: step) { event in
      event.add(5) { summary in
        for (tag, value) in scalars {
          summary.add(1) {
            $0.add(1, tag)
            $0.add(2, Float(value))
          }
        }
      }
    }
  }

  /// A picture at a step.
  public static func picture(_ picture: Picture, step: Int, time: Double) -> [UInt8] {
    event(time: time, step: step) { event in
      event.add(5) { summary in
        summary.add(1) { value in
          value.add(1, picture.tag)
          value.add(4) {
            $0.add(1, picture.height)
            $0.add(2, picture.width)
            $0.add(3, 4)
            $0.add(4, bytes: picture.png)
          }
        }
      }
    }
  }

  private static func event(time: Double, step: Int = 0, _ fill: (inout ProtobufMessage) -> Void) -> [UInt8] {
    var event = ProtobufMessage()
    event.add(1, time)
    event.add(2, step)
    fill(&event)
    return framed(event.bytes)
  }

  /// Length, its checksum, the bytes, and theirs.
  private static func framed(_ bytes: [UInt8]) -> [UInt8] {
    let length = withUnsafeBytes(of: UInt64(bytes.count).littleEndian) { Array($0) }
    return length + checksum(length) + bytes + checksum(bytes)
  }

  /// Checksums are masked, as those of bytes that hold checksums would be weak.
  private static func checksum(_ bytes: [UInt8]) -> [UInt8] {
    let crc = CRC32C.checksum(of: bytes)
    return withUnsafeBytes(of: ((crc >> 15 | crc << 17) &+ 0xA282_EAD8).littleEndian) { Array($0) }
  }
}
