import Foundation
import TestSupport
import Testing

@testable import Data
@testable import Session

@Suite("Assigning pictures, arrays and cells", .serialized)
struct AssignFilesTests {
  private static let files = URL(filePath: #filePath).appending(path: "../../DataTests/Files").standardized.path
  private let bench: Workbench

  init() throws { bench = try Workbench() }

  /// The rows of a written table by the name in `column`, without the columns that only one of two tables has.
  private func rows(_ name: String, by column: String) throws -> [String: [String]] {
    let lines = String(decoding: try bench.read(name), as: UTF8.self).components(separatedBy: "\r\n").dropLast()
      .map { $0.components(separatedBy: ",") }
    let titles = lines[0], kept = titles.indices.filter { !["example", "row", "label", "id"].contains(titles[$0]) }
    let place = try #require(titles.firstIndex(of: column))
    return Dictionary(uniqueKeysWithValues: lines.dropFirst().map { line in (line[place], kept.map { line[$0] }) })
  }

  private func copy(_ name: String, to path: String) throws {
    try bench.folder.write(Array(try Foundation.Data(contentsOf: URL(filePath: "\(Self.files)/\(name)"))), to: path)
  }

  /// Two classes of three pictures of different sizes.
  private func fillPictures() throws {
    for (name, path) in [
      ("gray.png", "a/1.png"), ("palette.png", "a/2.png"), ("smooth.jpg", "a/deep/3.jpg"), ("color.png", "b/4.png"),
      ("gray-8.png", "b/5.png"), ("clear.png", "b/6.png"),
    ] { try copy(name, to: "kinds/\(path)") }
    try bench.folder.write([1], to: "kinds/b/notes.txt")
  }

  @Test(
    "pictures get the bits of export assignments under the names of their files, in gray and in color, also after saving",
    arguments: [1, 3])
  func pictures(channels: Int) throws {
    try fillPictures()
    try bench.run(
      "load images kinds size=6 channels=\(channels) test=0.3; model components=2 hidden=8; train 2 epochs batch=2")
    try bench.run("export assignments \"all.csv\" on=all; save model \"m.safetensors\"; open model \"m.safetensors\"")
    _ = bench.takeNotes()
    try bench.run("assign kinds > \"new.csv\"")
    #expect(bench.takeNotes().contains { $0.contains("1 file was not read: 1 .txt") })
    let (all, new) = (try rows("all.csv", by: "id"), try rows("new.csv", by: "id"))
    #expect(new.keys.sorted() == ["a/1.png", "a/2.png", "a/deep/3.jpg", "b/4.png", "b/5.png", "b/6.png"])
    #expect(new == all)
    try bench.run("assign \"kinds/b/4.png\" > \"one.csv\"")
    #expect(try rows("one.csv", by: "id") == ["4.png": try #require(all["b/4.png"])])
  }

  @Test(
    "rows of an array get the bits of export assignments, scaled as for training",
    arguments: ["none", "standard", "log1p"])
  func arrays(scale: String) throws {
    try copy("measured.npz", to: "measured.npz")
    try bench.run("load npy measured.npz scale=\(scale); model components=2 hidden=8; train 1 epoch batch=5")
    try bench.run("export assignments \"all.csv\" on=all; assign measured.npz > \"new.csv\"")
    #expect(try rows("new.csv", by: "row") == rows("all.csv", by: "row"))
    #expect(try rows("new.csv", by: "row").count == 24)
  }

  @Test("images of an array and of an idx file get the bits of export assignments")
  func images() throws {
    try copy("parts.npz", to: "parts.npz")
    try bench.run("load npy parts.npz; model components=2 hidden=8; train 1 epoch batch=3")
    try bench.run("export assignments \"train.csv\" on=train; assign parts.npz array=x_train > \"new.csv\"")
    #expect(try rows("new.csv", by: "row") == rows("train.csv", by: "row"))
    try bench.folder.write(TinyDigits.images(20), to: "digits.idx3")
    try bench.run("load idx digits.idx3; model components=2 hidden=8; train 1 epoch batch=3")
    try bench.run("export assignments \"train.csv\" on=all; assign digits.idx3 > \"new.csv\"")
    #expect(try rows("new.csv", by: "row") == rows("train.csv", by: "row"))
  }

  @Test(
    "cells get the bits of export assignments, whatever the order of the variables and however they are stored",
    .enabled(if: (try? HDF5Node.library()) != nil, "libhdf5 is not installed (apt-get install libhdf5-103-1)"))
  func cells() throws {
    for name in ["rows", "dense"] { try copy("cells-\(name).h5ad", to: "\(name).h5ad") }
    try bench.run("load h5ad rows.h5ad columns=[LYZ, CD3E] layer=double scale=log1p; model components=2 hidden=8")
    try bench.run(
      "train 1 epoch batch=3; export assignments \"all.csv\" on=all; assign dense.h5ad array=double > \"new.csv\"")
    #expect(try rows("new.csv", by: "id") == rows("all.csv", by: "id"))
    #expect(try rows("new.csv", by: "id")["cell9"] != nil)
    #expect(bench.rendered("assign dense.h5ad array=triple").contains("it has no layer 'triple'"))
  }

  @Test("an array names its columns if the model knows its own by name, and has their order")
  func names() throws {
    for name in ["measured.npz", "measured-otherwise.npz", "measured.npy"] { try copy(name, to: name) }
    try bench.run("load npy measured.npz; model components=2 hidden=8; train 1 epoch batch=5")
    let other = bench.rendered("assign \"measured-otherwise.npz\"")
    #expect(other.contains("its columns stand in another order") && other.contains("in this order: mass, length, age"))
    #expect(bench.rendered("assign measured.npy").contains("it names no columns, and the model knows its own by name"))
    try bench.run("load npy measured.npy scale=standard; model components=2 hidden=8; train 1 epoch batch=5")
    try bench.run("assign measured.npy; assign \"measured-otherwise.npz\"")
  }

  @Test("what cannot be like the model's data is named with a way out")
  func others() throws {
    try fillPictures()
    try copy("measured.npy", to: "measured.npy")
    try bench.folder.write(Array("a,b\n1,2\n".utf8), to: "t.csv")
    try bench.folder.write(Array("a,b\n1,2\n3,5\n2,7\n".utf8), to: "u.csv")
    try bench.run("load images kinds size=6; model components=2 hidden=8; train 1 epoch batch=2")
    #expect(bench.rendered("assign t.csv").contains("it is read as a table, and the model did not learn from one"))
    #expect(bench.rendered("assign measured.npy").contains("of shape 3, and the model learned from 6×6"))
    #expect(bench.rendered("assign kinds id=name").contains("is not read as a table, and id= has no meaning for it"))
    #expect(bench.rendered("assign \"kinds/none.png\"").contains("none.png cannot be opened"))
    try bench.run("load csv u.csv test=0; model components=2 hidden=8")
    #expect(
      bench.rendered("assign kinds").contains("it holds pictures, and the model did not learn from square images"))
    #expect(
      bench.rendered("assign t.csv array=x").contains("is not read as an array, and array= has no meaning for it"))
  }

  @Test("a value that the likelihood gives no probability is named with its row")
  func support() throws {
    let counts = (0..<40).map { "\($0 % 5),\($0 % 7 * 3)" }
    try bench.folder.write(Array((["a,b"] + counts).joined(separator: "\n").utf8), to: "counts.csv")
    try bench.folder.write(Array("a,b\n1,2\n3,-2\n".utf8), to: "odd.csv")
    try bench.run(
      "load csv counts.csv scale=none; model components=2 hidden=8 likelihood=poisson; train 1 epoch batch=5")
    try bench.run("assign counts.csv")
    #expect(bench.rendered("assign odd.csv").contains("row 3 has -2 for b"))
    try bench.run("load csv counts.csv scale=log1p; model components=2 hidden=8; train 1 epoch batch=5")
    #expect(bench.rendered("assign odd.csv").contains("row 3"))
  }
}
