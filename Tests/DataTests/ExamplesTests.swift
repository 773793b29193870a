import Testing

@testable import Data

@Suite("Examples")
struct ExamplesTests {
  private static let image = ExampleShape.image(height: 2, width: 2, channels: 1)

  private func gather(_ examples: Examples, _ indices: [Int32]) -> [Float] {
    [Float](unsafeUninitializedCapacity: indices.count * examples.shape.count) { buffer, filled in
      guard let destination = buffer.baseAddress else { return }
      indices.withUnsafeBufferPointer { examples.gather($0, into: destination) }
      filled = buffer.count
    }
  }

  @Test("a shape counts its values and writes its sizes")
  func shape() {
    #expect(ExampleShape.vector(7).count == 7)
    #expect(ExampleShape.image(height: 4, width: 3, channels: 2).count == 24)
    #expect("\(ExampleShape.vector(7)) \(Self.image)" == "7 2×2")
    #expect("\(ExampleShape.image(height: 32, width: 30, channels: 3))" == "32×30×3")
  }

  @Test("every byte becomes y/255 to the last bit but one, 0 and 255 exactly 0 and 1")
  func bytes() {
    let examples = Examples(shape: .vector(256), storage: .bytes((0...255).map(UInt8.init)))
    let values = examples.example(0)
    #expect(values.count == 256)
    for (byte, value) in values.enumerated() {
      #expect(abs(value - Float(byte) / 255) <= (Float(byte) / 255).ulp)
    }
    #expect(values[0] == 0 && values[255] == 1)
  }

  @Test("rows are gathered in the order asked for, again where asked for again")
  func order() {
    let bytes = Examples(shape: Self.image, storage: .bytes((0..<12).map(UInt8.init)))
    #expect(gather(bytes, [2, 0, 2]) == [2, 0, 2].flatMap { bytes.example($0) })
    #expect(gather(bytes, [2, 0]).map { ($0 * 255).rounded() } == [8, 9, 10, 11, 0, 1, 2, 3])
    let floats = Examples(shape: .vector(2), storage: .floats([1, 2, 3, 4, 5, 6]))
    #expect(gather(floats, [1, 2, 1]) == [3, 4, 5, 6, 3, 4])
    #expect(gather(floats, []) == [])
  }

  @Test("the checksum follows values, labels, shape and the split, and nothing else")
  func checksum() {
    func set(
      _ values: [UInt8], _ labels: [Int]?, shape: ExampleShape = .vector(2), test: [UInt8] = [9, 9], name: String = "a"
    ) -> String {
      let train = Examples(shape: shape, storage: .bytes(values), labels: labels)
      let test = Examples(shape: shape, storage: .bytes(test))
      return Dataset(name: name, train: train, test: test, classes: ["0", "1"]).checksum()
    }
    let reference = set([1, 2, 3, 4], [0, 1])
    #expect(reference.utf8.count == 8)
    #expect(set([1, 2, 3, 4], [0, 1], name: "b") == reference)
    let others = [
      set([1, 2, 3, 5], [0, 1]), set([1, 2, 3, 4], [1, 0]), set([1, 2, 3, 4], nil),
      set([1, 2, 3, 4], [0, 1], test: []),
      set([1, 2, 3, 4], [0, 1], shape: .image(height: 1, width: 2, channels: 1)),
    ]
    #expect(Set(others + [reference]).count == 6)
  }
}
