import Foundation
import Testing

@testable import Data

@Suite("Loading a set of images")
struct ImageSetTests {
  private let folder: TemporaryFolder
  private static let hint = "run Scripts/fetch-data mnist, or give its folder with dir=…"

  init() throws { folder = try TemporaryFolder() }

  /// Writes a small set of four files, each of which may be replaced.
  private func write(to name: String, labels: [UInt8] = [7, 2, 1, 0], test: [UInt8]? = nil, ending: String = "") throws
  {
    try folder.write(IDXWriter.images(4), to: "\(name)/train-images-idx3-ubyte\(ending)")
    try folder.write(IDXWriter.labels(labels), to: "\(name)/train-labels-idx1-ubyte\(ending)")
    try folder.write(test ?? IDXWriter.images(2), to: "\(name)/t10k-images-idx3-ubyte\(ending)")
    try folder.write(IDXWriter.labels([9, 3]), to: "\(name)/t10k-labels-idx1-ubyte\(ending)")
  }

  private func search(_ names: String...) -> DataSearchPath {
    let list = names.map { folder.path + "/" + $0 }.joined(separator: ":")
    return DataSearchPath(environment: ["GMVAE_DATA": list], workingFolder: folder.path + "/nowhere")
  }

  /// The error of loading MNIST, with the temporary folder's path written TMP.
  private func error(_ path: DataSearchPath, _ set: ImageSet = .mnist) -> DataError? {
    do throws(DataError) {
      _ = try set.load(from: path)
      return nil
    } catch {
      return DataError(error.message.replacing(folder.path, with: "TMP"), hint: error.hint)
    }
  }

  @Test("pixels, labels, shape and names come from the four files")
  func loads() throws {
    try write(to: "d/mnist", ending: ".gz")
    let set = try ImageSet.mnist.load(from: search("d"))
    #expect(set.name == "mnist" && set.classes == (0...9).map { "\($0)" })
    #expect(set.train.labels == [7, 2, 1, 0] && set.test.labels == [9, 3])
    #expect(set.train.shape == .image(height: 2, width: 3, channels: 1) && set.train.count == 4 && set.test.count == 2)
    #expect(set.train.storage == .bytes((0..<24).map { UInt8(truncatingIfNeeded: $0 * 37) }))
  }

  @Test("one set's files are never taken for another's")
  func names() throws {
    try write(to: "d/fashion-mnist")
    #expect(try ImageSet.fashion.load(from: search("d")).classes.last == "Ankle boot")
    #expect(try ImageSet.fashion.load(from: search("d/fashion-mnist")).name == "fashion")
    try write(to: "loose")
    for name in ["d", "d/fashion-mnist", "loose"] {
      #expect(error(search(name))?.message.hasPrefix("mnist was not found") == true)
    }
  }

  @Test("a folder given by name is taken whatever it is called, and alone")
  func explicit() throws {
    try write(to: "mine")
    #expect(try ImageSet.mnist.load(from: DataSearchPath(folder: folder.path + "/mine")).train.count == 4)
    let missing = DataError("mnist was not found in TMP/other", hint: Self.hint)
    #expect(error(DataSearchPath(folder: folder.path + "/other")) == missing)
  }

  @Test("a folder called like a file is not that file, whether the file lies beside it or in it")
  func unpacked() throws {
    try write(to: "d/mnist", ending: ".gz")
    let labels = IDXWriter.labels([7, 2, 1, 0])
    try folder.write(labels, to: "d/mnist/train-labels-idx1-ubyte/train-labels-idx1-ubyte")
    #expect(try ImageSet.mnist.load(from: search("d")).train.labels == [7, 2, 1, 0])
    try FileManager.default.removeItem(atPath: folder.path + "/d/mnist/train-labels-idx1-ubyte.gz")
    #expect(try ImageSet.mnist.load(from: search("d")).train.labels == [7, 2, 1, 0])
  }

  @Test("a complete folder wins over an earlier one that is not; alone, its gap is named")
  func incomplete() throws {
    try folder.write(IDXWriter.images(1), to: "part/mnist/train-images-idx3-ubyte")
    try write(to: "whole/mnist")
    #expect(try ImageSet.mnist.load(from: search("part", "whole")).train.count == 4)
    let gap = "mnist in TMP/part/mnist is not complete: train-labels-idx1-ubyte.gz is missing"
    #expect(error(search("part")) == DataError(gap, hint: Self.hint))
  }

  @Test("labels of another number, and labels out of range, are told")
  func labels() throws {
    try write(to: "d/mnist", labels: [1, 2, 3])
    #expect(
      error(search("d"))
        == DataError(
          "TMP/d/mnist/train-labels-idx1-ubyte: 3 labels for the 4 images of TMP/d/mnist/train-images-idx3-ubyte",
          hint: "take both files from one source"))
    try write(to: "d/mnist", labels: [1, 2, 10, 3])
    #expect(
      error(search("d"))?.message == "TMP/d/mnist/train-labels-idx1-ubyte: label 3 is 10, expected 0 to 9")
  }

  @Test("test images of another size than the training images are told")
  func sizes() throws {
    try write(to: "d/mnist", test: IDXWriter.images(2, height: 3, width: 3))
    #expect(
      error(search("d"))?.message
        == "TMP/d/mnist/t10k-images-idx3-ubyte: its images are 3×3, those of TMP/d/mnist/train-images-idx3-ubyte 2×3")
  }

  @Test("a folder in a file's place is told")
  func folderForFile() throws {
    try write(to: "d/mnist")
    try FileManager.default.removeItem(atPath: folder.path + "/d/mnist/t10k-labels-idx1-ubyte")
    try folder.write([], to: "d/mnist/t10k-labels-idx1-ubyte.gz/x")
    #expect(
      error(search("d"))?.message
        == "TMP/d/mnist/t10k-labels-idx1-ubyte.gz cannot be opened: it is a folder, and a file was expected")
  }
}
