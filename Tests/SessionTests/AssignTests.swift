import Foundation
import Language
import TestSupport
import Testing

@testable import Session

@Suite("Assigning new examples", .serialized)
struct AssignTests {
  let bench: Workbench

  init() throws {
    bench = try Workbench()
    let rows = (0..<120).map { index -> String in
      let group = index % 3
      let (mass, length) = (
        Double(group) * 4 + 0.01 * Double(index), 1e6 + Double(group) + 0.001 * Double(index * 7 % 50)
      )
      return "s\(index),\(mass),\(length),\(group == 0 ? "red" : "blue"),k\(group)"
    }
    try bench.folder.write(
      Array((["sample,mass (g),length,color,kind"] + rows).joined(separator: "\n").utf8), to: "t.csv")
    try bench.run("load csv t.csv id=sample label=kind; model components=3 hidden=8; train 2 epochs batch=20")
  }

  private func lines(_ name: String) throws -> [[String]] {
    String(decoding: try bench.read(name), as: UTF8.self).components(separatedBy: "\r\n").dropLast()
      .map { $0.components(separatedBy: ",") }
  }

  private func write(_ text: String, _ name: String) throws { try bench.folder.write(Array(text.utf8), to: name) }

  @Test(
    "rows of the training file get the same bits as export assignments gives them, also in another order of columns")
  func sameBits() throws {
    try bench.run("export assignments \"all.csv\" on=all; assign t.csv > \"new.csv\"")
    let (all, new) = (try lines("all.csv"), try lines("new.csv"))
    #expect(
      all[0] == [
        "example", "id", "row", "component", "probability", "label", "p0", "p1", "p2", "entropy", "elbo", "outlier",
      ])
    #expect(all.count == 121 && new.count == 121 && new[0] == all[0].filter { $0 != "label" })
    for (line, other) in zip(all.dropFirst(), new.dropFirst()) {
      #expect(Array(line[0...4] + line[6...]) == other)
    }
    #expect(all[1][1] == "s0" && all[1][2] == "2" && all[120][1] == "s119")
    let turned = try lines("new.csv")
    let text = String(decoding: try bench.read("t.csv"), as: UTF8.self)
    let reversed = text.components(separatedBy: "\n").map {
      $0.components(separatedBy: ",").reversed().joined(separator: ",")
    }
    try write(reversed.joined(separator: "\n"), "reversed.csv")
    try bench.run("assign reversed.csv > \"reversed-out.csv\"")
    #expect(try lines("reversed-out.csv") == turned)
  }

  static let python = PythonEnvironment("parquet", packages: ["pandas", "pyarrow"])

  @Test(
    "a Parquet file has what a table of texts has, and knows numbers, texts and missing fields apart",
    .enabled(if: python != nil, "needs python3 with venv and pip, and packages from PyPI"))
  func parquet() throws {
    let python = try #require(Self.python)
    try write(
      String(decoding: try bench.read("t.csv"), as: UTF8.self).replacing(",k2", with: ","), "few.csv")
    try bench.run(
      "load csv few.csv id=sample label=kind; model components=3 hidden=8; train 2 epochs batch=20; rename component 1 \"zwei, drei\""
    )
    for name in ["csv", "tsv", "parquet"] {
      try bench.run("assign t.csv > \"new.\(name)\"; export assignments \"all.\(name)\" on=all")
      try bench.run("export latents \"latents.\(name)\" on=train; describe data > \"data.\(name)\"")
    }
    let printed = try python.run(
      """
      import sys, pandas
      for name in ["new", "all", "latents", "data"]:
          path = sys.argv[1] + "/" + name
          table = pandas.read_parquet(path + ".parquet")
          for read in (pandas.read_csv(path + ".csv"), pandas.read_csv(path + ".tsv", sep="\\t")):
              assert list(table.columns) == list(read.columns)
              for column in table:
                  own, other = table[column], read[column]
                  assert (own.isna() == other.isna()).all(), column
                  pandas.testing.assert_series_equal(own.dropna(), other.dropna().astype(own.dtype), check_exact=True)
          kinds = [str(kind).replace("object", "str") for kind in table.dtypes]
          print(name, len(table), kinds[:5], kinds[-1])
      """, [bench.folder.path])
    #expect(
      printed == """
        new 120 ['int64', 'str', 'int64', 'int64', 'str'] bool
        all 120 ['int64', 'str', 'int64', 'int64', 'str'] bool
        latents 104 ['int64', 'float32', 'float32', 'float32', 'float32'] str
        data 4 ['str', 'float64', 'float64'] float64

        """)
  }

  @Test("a saved model assigns without its data, with its own scaling and bound for outliers")
  func saved() throws {
    try bench.run("save model \"m.safetensors\"; assign t.csv > \"here.csv\"")
    let other = try Workbench()
    for name in ["t.csv", "m.safetensors"] { try other.folder.write(try bench.read(name), to: name) }
    try other.run("open model \"m.safetensors\"; assign t.csv > \"there.csv\"")
    #expect(try other.read("there.csv") == bench.read("here.csv"))
    try other.folder.write(Array("mass (g),length,color\n500,1000001,red\n".utf8), to: "far.csv")
    try other.run("assign far.csv > \"far-out.csv\"")
    let far = String(decoding: try other.read("far-out.csv"), as: UTF8.self).components(separatedBy: "\r\n")
    #expect(far[0].hasSuffix(",outlier") && far[1].hasSuffix(",true"))
  }

  @Test("columns that are absent, too many or of another kind are named with a way out")
  func otherColumns() throws {
    try write("mass (g),color\n1,red\n", "few.csv")
    #expect(bench.rendered("assign few.csv").contains("few.csv: it lacks length, which the model learned from"))
    try write("mass (g),length,color,site\n1,1000000,red,5\n", "many.csv")
    let many = bench.rendered("assign many.csv")
    #expect(
      many.contains("it has columns that the model does not know: site")
        && many.contains("leave them out with drop=[site]"))
    try bench.run("assign many.csv drop=[site]")
    try write("mass (g),length,color\nheavy,1000000,red\n", "kind.csv")
    let kind = bench.rendered("assign kind.csv")
    #expect(kind.contains("row 2, column 1 (mass (g)): 'heavy' is not a number") && kind.contains("na=\"heavy\""))
    try bench.run("assign kind.csv na=heavy")
    try write("mass (g),length,color\n1,1000000,green\n", "level.csv")
    #expect(bench.rendered("assign level.csv").contains("'green' is not a level that the model knows: blue, red"))
  }

  @Test("missing values are left out of the likelihood, for rows of training and for new ones, also after saving")
  func missing() throws {
    let rows = (0..<120).map { index in
      "\(index % 3 * 5 + index % 7),\(index % 4 == 0 ? "NA" : "\(index % 5)"),\(index % 3)"
    }
    try write((["a,b,c"] + rows).joined(separator: "\n"), "gaps.csv")
    try bench.run("load csv gaps.csv test=0; model components=2 hidden=8; train 1 epoch batch=20")
    try bench.run("export assignments \"all.csv\" on=train; assign gaps.csv > \"new.csv\"")
    try bench.run("save model \"gaps.safetensors\"; open model \"gaps.safetensors\"; assign gaps.csv > \"saved.csv\"")
    let (all, new) = (try lines("all.csv"), try lines("new.csv"))
    #expect(zip(all, new).allSatisfy { Array($0[1...]) == Array($1[1...]) } && all.count == 121)
    #expect(try lines("saved.csv") == new)
    try bench.run("model components=2 hidden=8; train 1 epoch")
    let masked = try bench.number("let m = evaluate on=train; m.reconstruction")
    try bench.run("load csv gaps.csv test=0 missing=mean; model components=2 hidden=8; train 1 epoch")
    // A quarter of one column's values counts nothing.
    #expect(try bench.number("let n = evaluate on=train; n.reconstruction") < masked)
  }

  @Test("the data are described column by column, in their own units")
  func described() throws {
    let shown = try bench.table("describe data by=column").rows.joined().map(\.text).joined(separator: " ")
    for text in ["mass (g)", "category", "0 and 1 for each of blue", "mean 0, sd 1"] {
      #expect(shown.contains(text), "\(shown)")
    }
  }
}
