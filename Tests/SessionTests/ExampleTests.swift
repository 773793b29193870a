import Foundation
import Language
import TestSupport
import Testing

@testable import Session

@Suite("The examples of help")
struct ExampleTests {
  @Test(
    "run as they are written (no minutes long), in a folder that has the files they name",
    arguments: Commands.all.flatMap(\.examples))
  func runs(example: String) throws {
    let bench = try Workbench()
    bench.interpreter.keepsUndo = true
    try Self.fill(bench.folder)
    try bench.run("load arcs count=300; model hidden=8; train 1 epoch metrics=1; save model \"arcs.safetensors\"")
    let hasSnapshots = Commands.all.contains { $0.path == ["snapshot"] }
    if hasSnapshots, example != "snapshot before" { try bench.run("snapshot before") }
    if example.contains("mnist-fc") { try bench.run("load mnist") }
    if example.hasPrefix("assign") {
      try bench.run(
        example.contains("photos")
          ? "load images leaves size=8; model hidden=8; train 1 epoch"
          : "load csv flowers.csv label=species; model hidden=8; train 1 epoch")
    }
    if example.hasPrefix("plot weights") { try bench.run("load mnist; model hidden=8") }
    guard example != "quit" else { return }
    let short = (example == "train" ? "train patience=3" : example).replacing("2.5 minutes", with: "0.01 minutes")
    #expect(bench.rendered(short) == "")
  }

  /// The public data sets in miniature, and one's own data in every form.
  private static func fill(_ folder: ScratchFolder) throws {
    for name in ["mnist", "fashion"] { try TinyDigits.write(to: folder, in: "data/\(name)") }
    for name in ["train", "test", "extra"] {
      try folder.write(file("svhn-plain.mat"), to: "data/svhn/\(name)_32x32.mat")
    }
    for (images, labels) in [
      ("letters-images-idx3-ubyte.gz", "letters-labels-idx1-ubyte.gz"), ("images.idx3", "labels.idx1"),
    ] {
      try folder.write(TinyDigits.images(60), to: images)
      try folder.write(TinyDigits.labels(60), to: labels)
    }
    let rows = (0..<60).map { "\($0),\($0 * $0 % 7),\($0 % 2 == 0 ? "iris" : "rose")" }
    try folder.write(Array((["long,wide,species"] + rows).joined(separator: "\n").utf8), to: "flowers.csv")
    let patients = (0..<60).map {
      "s\($0),\($0 % 2),\($0 % 3 == 0 ? "NA" : "1.\($0)"),0.\($0),\(-$0),1,2,3,4,\($0 % 2 == 0 ? "ill" : "well")"
    }
    try folder.write(
      Array((["sample,site,crp,age,iron,a,b,c,d,group"] + patients).joined(separator: "\n").utf8), to: "patients.csv")
    try folder.write(Array("long,wide\n3,2\n50,5\n".utf8), to: "march.csv")
    let digits = (0..<60).map { row in (0...16).map { String((row + $0) % 10) }.joined(separator: ",") }
    for name in ["tra", "tes"] { try folder.write(Array(digits.joined(separator: "\n").utf8), to: "pendigits.\(name)") }
    for name in ["leaves/oak", "leaves/elm", "photos/birds/owl", "photos/birds/jay"] {
      for number in 0..<12 { try folder.write(file("color.png"), to: "\(name)/\(number).png") }
    }
    try folder.write(file("parts.npz"), to: "digits.npz")
    try folder.write(file("cells-rows.h5ad"), to: "cells.h5ad")
    for name in ["faces.npy", "train.npy", "test.npy"] { try folder.write(array([40, 6, 6]), to: name) }
    for name in ["who.npy", "train-labels.npy", "test-labels.npy"] { try folder.write(array([40]), to: name) }
    try folder.write(Array("evaluate".utf8), to: "five-arcs.gmv")
  }

  private static func file(_ name: String) throws -> Data {
    try Data(contentsOf: URL(filePath: #filePath).appending(path: "../../DataTests/Files/\(name)").standardized)
  }

  /// A NumPy array of bytes that count from 0 to 3 again and again.
  private static func array(_ shape: [Int]) -> [UInt8] {
    let sizes = shape.map { "\($0)," }.joined(separator: " ")
    let text = "{'descr': '|u1', 'fortran_order': False, 'shape': (\(sizes)), }"
    let header = text + String(repeating: " ", count: 117 - text.utf8.count) + "\n"
    return [0x93] + Array("NUMPY".utf8) + [1, 0, 118, 0] + Array(header.utf8)
      + (0..<shape.reduce(1, *)).map { UInt8($0 % 4) }
  }
}
