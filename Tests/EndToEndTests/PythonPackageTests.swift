import Foundation
import TestSupport
import Testing

@Suite("The Python package")
struct PythonPackageTests {
  static let python = PythonEnvironment("pandas", packages: ["numpy", "pandas"])
  static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

  @Test(
    "gives the shell's own numbers for every kind of network",
    .enabled(if: python != nil, "needs python3 with venv and pip, and packages from PyPI"))
  func numbers() throws {
    let python = try #require(Self.python), program = try Program()
    let script = Self.root.appending(path: "Tests/EndToEndTests/Python/package.py").path
    let printed = try python.run(
      script: script, [Program.path, Self.root.appending(path: "Sources/Python").path, program.folder.path])
    #expect(
      printed == """
        arcs 6 below 1e-5
        flat 6 below 1e-5
        digits 6 below 1e-5
        colors 6 below 1e-5
        small 6 below 1e-5
        layered 6 below 1e-5
        pictures 6 below 1e-5
        counts 6 below 1e-5
        first 6 below 1e-5
        True True
        ['component', 'probability', 'x0', 'x1']

        """)
  }

  static let onnxPython = PythonEnvironment("tables", packages: ["pandas", "onnx", "onnxruntime"])

  @Test(
    "and an ONNX graph take a table as it lies in its file: scaling, categories and missing values are inside",
    .enabled(if: onnxPython != nil, "needs python3 with venv and pip, and packages from PyPI"))
  func tables() throws {
    let python = try #require(Self.onnxPython), program = try Program()
    let script = Self.root.appending(path: "Tests/EndToEndTests/Python/tables.py").path
    let printed = try python.run(
      script: script, [Program.path, Self.root.appending(path: "Sources/Python").path, program.folder.path])
    #expect(
      printed == """
        standard True True
        minmax True True
        robust True True
        log1p True True
        none True True
        the table lacks the columns mass
        the column 'color' has 'pink', and the model knows dark blue, green, red

        """)
  }

  static let parquetPython = PythonEnvironment("parquet", packages: ["pandas", "pyarrow"])

  @Test(
    "pandas reads what the program writes as Parquet, the optimized one too",
    .enabled(if: parquetPython != nil, "needs python3 with venv and pip, and packages from PyPI"))
  func parquet() throws {
    let python = try #require(Self.parquetPython), program = try Program()
    let statements = ["csv", "parquet"].map { "export assignments \"a.\($0)\" on=all; describe model > \"m.\($0)\"" }
    let run = try program.run([
      "-q", "-c",
      "load arcs count=300; model components=4 hidden=8; train 1 epoch; " + statements.joined(separator: "; "),
    ])
    #expect(run.status == 0)
    let printed = try python.run(
      """
      import sys, pandas
      for name in "am":
          path = f"{sys.argv[1]}/{name}"
          table = pandas.read_parquet(path + ".parquet")
          texts = pandas.read_csv(path + ".csv", float_precision="round_trip")
          numbers = table.select_dtypes("number").columns
          print(table.shape == texts.shape, len(numbers), (table[numbers].fillna(-1) == texts[numbers].fillna(-1)).all().all())
      """, [program.folder.path])
    #expect(printed == "True 9 True\nTrue 2 True\n")
  }

  @Test(
    "and an ONNX graph decode each row as one of its batch",
    .enabled(if: onnxPython != nil, "needs python3 with venv and pip, and packages from PyPI"))
  func batches() throws {
    let python = try #require(Self.onnxPython), program = try Program()
    let script = Self.root.appending(path: "Tests/EndToEndTests/Python/batches.py").path
    let printed = try python.run(
      script: script, [Program.path, Self.root.appending(path: "Sources/Python").path, program.folder.path])
    #expect(
      printed == """
        ('P', 'Q', 'R 1')
        True False
        True True
        True
        True
        there is no batch 'S': the model knows P, Q, R 1
        90 rows need as many batches, and 1 are named

        """)
  }

  @Test(
    "the lines of PyTorch in the help rebuild the encoder",
    .enabled(if: Python.has("torch") && Python.hasNumPy, "needs python3 with torch and numpy"))
  func listing() throws {
    let program = try Program()
    let script = Self.root.appending(path: "Tests/EndToEndTests/Python/listing.py").path
    let printed = Python.output([
      script, Program.path, Self.root.appending(path: "Sources/Python").path, program.folder.path,
    ])
    #expect(printed.map { String(decoding: $0, as: UTF8.self) } == "the same\n")
  }
}
