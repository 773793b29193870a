import Foundation
import Glibc
import TestSupport
import Testing

@testable import Data

@Suite(
  "AnnData files",
  .enabled(if: (try? HDF5Node.library()) != nil, "libhdf5 is not installed (apt-get install libhdf5-103-1)"))
struct AnnDataTests {
  private func file(_ name: String) -> String {
    URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Files/cells-\(name).h5ad").path
  }

  private func count(_ cell: Int, _ gene: Int) -> Float { Float((3 * cell + 7 * gene) % 5) }

  @Test("are read dense and compressed, by rows and by columns alike", arguments: ["dense", "rows", "columns"])
  func kinds(name: String) throws {
    var options = H5ADOptions()
    options.test = .share(0)
    options.label = "type"
    let set = try H5ADReader.load(file(name), options)
    #expect(set.train.count == 10 && set.test.count == 0 && set.train.shape == .vector(4))
    for cell in 0..<10 { #expect(set.train.example(cell) == (0..<4).map { count(cell, $0) }) }
    #expect(set.columns?.map(\.title) == ["CD3E", "CD19", "NKG7", "LYZ"])
    #expect(set.classes == ["B cell", "NK", "T cell"])
    #expect(set.train.labels == [2, 0, -1, 2, 1, 2, 0, 1, 2, 0])
    #expect(set.train.ids?.first == "cell0" && set.train.ids?.last == "cell9")
  }

  @Test(
    "give a layer, some variables in the order asked for, and numbers or texts as labels",
    arguments: ["dense", "rows", "columns"])
  func options(name: String) throws {
    var options = H5ADOptions()
    (options.layer, options.columns, options.test) = ("double", ["LYZ", "CD3E"], .share(0))
    options.label = "batch"
    let set = try H5ADReader.load(file(name), options)
    #expect(set.train.example(4) == [2 * count(4, 3), 2 * count(4, 0)])
    #expect(set.classes == ["0", "1"] && set.columns?.map(\.title) == ["LYZ", "CD3E"])
    options.label = "donor"
    #expect(try H5ADReader.load(file(name), options).classes == ["d0", "d1", "d2"])
    options.scaling = .standard
    options.test = .share(0)
    let scaled = try H5ADReader.load(file(name), options)
    #expect(scaled.columns?[0].statistics.mean == 4)
    options.test = .file(file("dense"))
    #expect(try H5ADReader.load(file(name), options).test.count == 10)
  }

  @Test("what is not there is named with what is")
  func absent() throws {
    func complaint(_ name: String, _ change: (inout H5ADOptions) -> Void) -> String {
      var options = H5ADOptions()
      change(&options)
      do {
        _ = try H5ADReader.load(name, options)
        return ""
      } catch { return error.description }
    }
    #expect(
      complaint(file("rows")) { $0.label = "sort" }.hasSuffix(
        "obs has no column 'sort'\nits columns are type, batch, donor"))
    #expect(complaint(file("rows")) { $0.layer = "raw" }.contains("it has no layer 'raw'"))
    #expect(
      complaint(file("rows")) { $0.columns = ["CD4", "LYZ"] }.contains("it has no variable CD4\nits variables are CD3E")
    )
    #expect(complaint(#filePath) { _ in }.contains("it is not an HDF5 file, or it is damaged"))
    #expect(complaint("/nowhere.h5ad") { _ in }.contains("cannot be opened"))
  }

  @Test("what is written is read again: names, columns, categories and matrices")
  func written() throws {
    var content = AnnDataContent([1, 2, 3, 4, 5, 6], observations: ["a", "b"], variables: ["x", "y/z", "ü"])
    content.columns = [
      ("component", .categories([1, -1], names: ["0", "1"])), ("probability", .numbers([0.5, 1])),
      ("part", .texts(["train", "test"])),
    ]
    content.embeddings = [("X_gmvae", [1, 2, 3, 4], 2)]
    content.notes = ("gmvae", [("likelihood", "nb")])
    let folder = try TemporaryFolder()
    let path = try folder.write(content.file(), to: "out.h5ad")
    var options = H5ADOptions()
    (options.label, options.test) = ("component", .share(0))
    let set = try H5ADReader.load(path, options)
    #expect(set.train.example(1) == [4, 5, 6] && set.columns?.map(\.title) == ["x", "y/z", "ü"])
    #expect(set.train.labels == [0, -1] && set.classes == ["1"] && set.train.ids == ["a", "b"])
    let file = try AnnData(path)
    #expect(try file.labels("part", count: 2) == ["train", "test"])
    #expect(try file.labels("probability", count: 2) == ["0.5", "1"])
  }
}
