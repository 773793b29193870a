import Foundation
import Language
import TestSupport
import Testing

@testable import Session

@Suite("Tables to files")
struct TableFileTests {
  static let small = "load arcs count=300; model components=4 hidden=8; train 2 epochs; "

  private func lines(_ bench: Workbench, _ name: String) throws -> [String] {
    String(decoding: try bench.read(name), as: UTF8.self).components(separatedBy: "\r\n")
  }

  @Test("a table is written by its columns, with all digits, and shown as the path alone")
  func tables() throws {
    let bench = try Workbench()
    let shown = try bench.record(Self.small + "describe run > \"out/run.csv\"")
    #expect(shown == Record(kind: "file", fields: [.init("path", .text("out/run.csv"))]))
    let lines = try lines(bench, "out/run.csv"), table = try bench.table("describe run")
    #expect(lines.count == 4 && lines[0] == table.columns.map(\.name).joined(separator: ",") && lines[3] == "")
    for row in 0..<2 {
      #expect(lines[row + 1].split(separator: ",").map { Double($0) } == table.numbers(row: row).map { $0 })
    }
    try bench.run("describe data > \"data.TSV\"")
    #expect(try self.lines(bench, "data.TSV")[0] == "class\ttrain\ttest")
  }

  @Test("a record is one row of its single values, and the command's value stays the record")
  func records() throws {
    let bench = try Workbench()
    try bench.run(Self.small + "let a = accuracy > \"a.csv\"")
    let purity = try bench.number("a.purity")
    let lines = try lines(bench, "a.csv")
    #expect(lines[0] == "prototype,hungarian,purity,nmi,ari,used")
    #expect(Double(lines[1].split(separator: ",")[2]) == purity)
    try bench.run("train 1 epoch > \"t.csv\"")
    #expect(try self.lines(bench, "t.csv")[0].hasSuffix("lambda,seed,threads,instructions"))
  }

  @Test("a list is a row for each value, of records with a column for each field that one of them has")
  func lists() throws {
    let bench = try Workbench()
    try bench.run("print [3, 1.5, \"a\"] > \"l.csv\"; print 2...4 > \"r.csv\"; print [[1, 2], [3]] > \"n.csv\"")
    #expect(try lines(bench, "l.csv") == ["value", "3", "1.5", "a", ""])
    #expect(try lines(bench, "r.csv") == ["value", "2", "3", "4", ""])
    #expect(try lines(bench, "n.csv") == ["value", "\"[1, 2]\"", "[3]", ""])
    try bench.run(Self.small + "let a = train 1 epoch; let b = train 2 epochs; print [a, b] > \"t.csv\"")
    let rows = try lines(bench, "t.csv"), epochs = rows[0].split(separator: ",").firstIndex(of: "epochs") ?? 0
    #expect(rows.count == 4 && rows[1...2].map { $0.components(separatedBy: ",")[epochs] } == ["1", "2"])
    try bench.run("let d = describe run; print d[0] > row.csv")
    #expect(try lines(bench, "row.csv").count == 3)
  }

  @Test("json is what the flag --json shows")
  func json() throws {
    let bench = try Workbench()
    try bench.run(Self.small + "let e = evaluate > \"e.json\"; describe model > \"m.json\"")
    let object = try JSONSerialization.jsonObject(with: Data(bench.read("e.json"))) as? [String: Any]
    #expect(object?["kind"] as? String == "evaluation")
    // Foundation reads many numbers a bit off in their last place: the digits themselves are compared.
    let text = String(decoding: try bench.read("e.json"), as: UTF8.self)
    #expect(try text.firstMatch(of: #/"elbo":([^,}]+)/#).map { Double($0.1) } == bench.number("e.elbo"))
    #expect(try text == JSONPrinter.text(of: bench.run("e")) + "\n")
    let table = try JSONSerialization.jsonObject(with: Data(bench.read("m.json"))) as? [String: Any]
    #expect((table?["rows"] as? [Any])?.count == (try bench.table("describe model").rows.count))
  }

  @Test("a figure's examples are written where the ending is a table's, and no picture is")
  func examples() throws {
    let bench = try Workbench()
    let record = try bench.record(Self.small + "sample component 1 count=5 > \"s.csv\"")
    #expect(record["path"] == .text("s.csv") && bench.folder.names() == ["s.csv"])
    guard case .table(let examples)? = record["examples"] else { throw Surprise("no examples") }
    let lines = try lines(bench, "s.csv")
    #expect(lines[0] == "component,y1,y2" && lines.count == 7)
    #expect(lines[5].split(separator: ",").map { Double($0) } == examples.numbers(row: 4).map { $0 })
    #expect(bench.complaint("plot data > \"d.csv\"").hasPrefix("unknown format 'csv'"))
  }

  @Test("npz holds an array for each column, and those that are numbered as one; NumPy's reader in load takes it")
  func arrays() throws {
    let bench = try Workbench()
    try bench.run(Self.small + "sample all count=5 > \"s.npz\"; let s = sample all count=5; describe run > \"r.npz\"")
    let data = try bench.record("load npy \"s.npz\" array=y labels=component test=0.2")
    #expect(data["size"] == .number(2) && data["classes"] == .number(4))
    let text = String(decoding: try bench.read("r.npz"), as: UTF8.self)
    #expect(text.contains("test_elbo.npy") && text.contains("'<f8'"))
    #expect(
      bench.complaint("describe data > \"d.npz\"")
        == "npz holds numbers alone, and 'class' has others — use .csv, .tsv, .json or .parquet")
    #expect(bench.folder.bytes("d.npz") == nil)
  }

  static let python = PythonEnvironment("parquet", packages: ["pandas", "pyarrow"])

  @Test(
    "parquet holds numbers, texts and booleans as what they are",
    .enabled(if: python != nil, "needs python3 with venv and pip, and packages from PyPI"))
  func parquet() throws {
    let bench = try Workbench(), python = try #require(Self.python)
    try bench.run(Self.small)
    for name in ["csv", "parquet"] {
      try bench.run("describe run > \"r.\(name)\"; accuracy > \"a.\(name)\"; describe model > \"m.\(name)\"")
    }
    let printed = try python.run(
      """
      import sys, pandas
      for name in "ram":
          table = pandas.read_parquet(f"{sys.argv[1]}/{name}.parquet")
          texts = pandas.read_csv(f"{sys.argv[1]}/{name}.csv", dtype=str, keep_default_na=False)
          assert list(table.columns) == list(texts.columns)
          for column, kind in table.dtypes.items():
              if kind == "float64":
                  assert (table[column].fillna(-1) == texts[column].replace("", "-1").astype(float)).all(), column
              else:
                  assert (table[column].fillna("") == texts[column]).all(), column
          print(name, table.shape, [str(kind).replace("object", "str") for kind in table.dtypes][:4])
      """, [bench.folder.path])
    #expect(
      printed == """
        r (2, 11) ['float64', 'float64', 'float64', 'float64']
        a (1, 6) ['float64', 'float64', 'float64', 'float64']
        m (7, 5) ['str', 'str', 'str', 'float64']

        """)
  }

  @Test("files of others are not replaced, before any work is done")
  func foreign() throws {
    let bench = try Workbench()
    try bench.folder.write([1], to: "x.csv")
    try bench.run(Self.small)
    let before = bench.state
    #expect(
      bench.complaint("train 1 epoch > \"x.csv\"")
        == "'x.csv' exists and was not written by this session — name another file, or add force=true to replace it")
    #expect(bench.state == before)
    #expect(try bench.read("x.csv") == [1])
    try bench.run("evaluate > \"x.csv\" force=true; evaluate > \"x.csv\"")
  }

  @Test("commands that give nothing take no path")
  func nothing() throws {
    let bench = try Workbench()
    for command in ["seed 3", "threads 2", "set theme dark", "snapshot a", "help", "quit"] {
      #expect(bench.complaint(command + " > \"x.csv\"").contains("writes no file, so no '>' can follow"))
    }
  }
}
