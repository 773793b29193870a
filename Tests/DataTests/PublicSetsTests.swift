import Foundation
import Testing

@testable import Data

/// The real sets, where the machine has them.
@Suite("MNIST and Fashion-MNIST themselves")
struct PublicSetsTests {
  private static let path = DataSearchPath(
    environment: ProcessInfo.processInfo.environment, workingFolder: FileManager.default.currentDirectoryPath)

  private static func isHere(_ set: ImageSet) -> Bool { (try? set.files(in: path)) != nil }

  private func counts(_ examples: Examples) -> [Int] {
    var counts = [Int](repeating: 0, count: 10)
    for label in examples.labels ?? [] { counts[label] += 1 }
    return counts
  }

  private func pixelMean(_ examples: Examples) -> Double {
    guard case .bytes(let bytes, _, _) = examples.storage else { return .nan }
    return Double(bytes.reduce(0) { $0 + Int($1) }) / Double(bytes.count)
  }

  @Test(
    "MNIST has its published counts and pixel mean",
    .enabled(if: isHere(.mnist), "MNIST is not in the data search path; Scripts/fetch-data mnist brings it"))
  func mnist() throws {
    let set = try ImageSet.mnist.load(from: Self.path)
    #expect(set.train.shape == .image(height: 28, width: 28, channels: 1))
    #expect(counts(set.train) == [5923, 6742, 5958, 6131, 5842, 5421, 5918, 6265, 5851, 5949])
    #expect(counts(set.test) == [980, 1135, 1032, 1010, 982, 892, 958, 1028, 974, 1009])
    #expect(abs(pixelMean(set.train) - 33.3184) < 1e-4)
    #expect(set.train.labels?.prefix(5) == [5, 0, 4, 1, 9])
  }

  @Test(
    "Fashion-MNIST has its published counts",
    .enabled(if: isHere(.fashion), "Fashion-MNIST is not in the data search path; Scripts/fetch-data fashion brings it")
  )
  func fashion() throws {
    let set = try ImageSet.fashion.load(from: Self.path)
    #expect(set.train.shape == .image(height: 28, width: 28, channels: 1))
    #expect(counts(set.train) == [Int](repeating: 6_000, count: 10))
    #expect(counts(set.test) == [Int](repeating: 1_000, count: 10))
    #expect(set.train.labels?.prefix(5) == [9, 0, 0, 3, 0] && set.classes[9] == "Ankle boot")
  }
}
