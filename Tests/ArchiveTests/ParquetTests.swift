import Files
import Foundation
import TestSupport
import Testing

@testable import Archive

@Suite("Parquet files")
struct ParquetTests {
  static let python = PythonEnvironment("parquet", packages: ["pandas", "pyarrow"])
  static let reason: Comment = "needs python3 with venv and pip, and packages from PyPI"

  let place: TemporaryPlace

  init() throws { place = try TemporaryPlace() }

  private func write(_ name: String, _ columns: [TableColumn], _ rows: [[TableField]]) throws {
    try AtomicFile(place.file(name)).write { file in
      var table = try RowFormat.parquet.writer(file, columns: columns)
      for row in rows { try table.append(row) }
      try table.finish()
    }
  }

  /// A column of each kind, and two rows.
  private func writeSmall(_ name: String) throws {
    try write(
      name,
      [
        TableColumn("n", .integer), TableColumn("x", .float), TableColumn("y", .double), TableColumn("is", .boolean),
        TableColumn("a, b", .text),
      ],
      [
        [.integer(-1), .float(0.5), .double(1.5), .boolean(true), .text("é,")],
        [.integer(1 << 40), .missing, .double(.nan), .boolean(false), .text("")],
      ])
  }

  /// The bytes of `writeSmall`, which pyarrow 22 reads as these two rows.
  static let small = """
    504152311500152c152c2c15041500150615060000020000000401ffffffffffffffff00000000000100001500151815182c\
    1504150015061506000004000000020102000000003f1500152c152c2c150415001506150600000200000004010000000000\
    00f83f000000000000f87f1500150e150e2c15041500150615060000020000000401011500152215222c1504150015061506\
    000002000000040103000000c3a92c000000001502196c4803726f77150a001504250218016e001508250218017800150a25\
    0218017900150025021802697300150c25021804612c206225004c1c0000001604191c195c26081c1504192500061918016e\
    15001604164e164e2608000026561c1508192500061918017815001604163a163a265600002690011c150a19250006191801\
    7915001604164e164e269001000026de011c1500192500061918026973150016041630163026de010000268e021c150c1925\
    0006191804612c20621500160416441644268e02000016ca021604002805676d76616500d900000050415231
    """

  @Test("have the bytes of a file that pyarrow has read")
  func bytes() throws {
    try writeSmall("small.parquet")
    let bytes = try place.read("small.parquet")
    #expect(bytes.map { String(format: "%02x", $0) }.joined() == Self.small)
  }

  @Test("begin and end with PAR1, before which the footer's length stands", arguments: [0, 1, 3])
  func structure(_ rows: Int) throws {
    try write("a.parquet", [TableColumn("n", .integer)], (0..<rows).map { [.integer($0)] })
    let bytes = try place.read("a.parquet")
    #expect(bytes.starts(with: Array("PAR1".utf8)) && bytes.suffix(4) == Array("PAR1".utf8)[...])
    let length = bytes.dropLast(4).suffix(4).reversed().reduce(0) { $0 << 8 | Int($1) }
    let footer = bytes.dropLast(8).suffix(length)
    // The first field is the version, 1; the last one says who wrote it, and the struct ends.
    #expect(footer.starts(with: [0x15, 0x02]) && footer.suffix(8) == [0x28, 5] + Array("gmvae".utf8) + [0])
    #expect(rows > 0 || bytes.count == 4 + length + 8)
  }

  @Test("are written a group of rows at a time, also if the rows are long")
  func groups() throws {
    var sizes: [Int] = []
    _ = try MemoryFile { file in
      var table = try ParquetWriter(file, columns: [TableColumn("n", .integer)])
      for row in 0...ParquetWriter.groupRows {
        try table.append([.integer(row)])
        if sizes.last != file.count { sizes.append(file.count) }
      }
      try table.finish()
    }
    #expect(sizes.count == 2 && sizes[0] == 4 && sizes[1] > 8 * ParquetWriter.groupRows)
    let text = String(repeating: "x", count: ParquetWriter.groupBytes / 2)
    _ = try MemoryFile(expecting: 2 * ParquetWriter.groupBytes) { file in
      var table = try ParquetWriter(file, columns: [TableColumn("text", .text)])
      for _ in 0..<2 { try table.append([.text(text)]) }
      #expect(file.count > ParquetWriter.groupBytes)
    }
  }

  @Test("a field of another kind than its column is an error")
  func kinds() throws {
    #expect(throws: ArchiveError("a field of a table is of another kind than its column")) {
      try write("a.parquet", [TableColumn("n", .integer)], [[.text("one")]])
    }
    #expect(place.names.isEmpty)
  }

  @Test("pandas reads the same values", .enabled(if: python != nil, reason))
  func pandas() throws {
    let python = try #require(Self.python)
    try writeSmall("small.parquet")
    try write("empty.parquet", [TableColumn("n", .integer), TableColumn("text", .text)], [])
    try write(
      "missing.parquet", [TableColumn("all", .double), TableColumn("none", .boolean)],
      (0..<20).map { [.missing, .boolean($0 % 3 == 0)] })
    // More than 14 columns, a long name, more than one group, and a missing field in each second row.
    let names = (0..<16).map { $0 == 7 ? String(repeating: "ü.", count: 100) : "c\($0)" }
    try write(
      "long.parquet", names.map { TableColumn($0, .integer) } + [TableColumn("text", .text)],
      (0..<140_000).map { row in
        (0..<16).map { $0 == 3 && row % 2 == 1 ? .missing : .integer(row * $0 - 1) }
          + [row % 1000 < 500 ? .text("row \(row)") : .missing]
      })
    let printed = try python.run(
      """
      import sys, numpy as np, pandas, pyarrow.parquet as pq
      folder = sys.argv[1] + "/"
      small = pandas.read_parquet(folder + "small.parquet")
      print([(name, str(kind)) for name, kind in small.dtypes.items() if name != "a, b"], list(small.columns))
      print(small.values.tolist())
      table = pq.read_table(folder + "small.parquet")
      print(table.column("y").null_count, table.column("x").null_count, table.column("a, b").to_pylist())
      empty = pq.read_table(folder + "empty.parquet")
      print(empty.num_rows, empty.schema.field("n").type, empty.schema.field("text").type)
      missing = pq.read_table(folder + "missing.parquet")
      print(missing.column("all").null_count, missing.column("none").to_pylist() == [n % 3 == 0 for n in range(20)])
      print(pq.ParquetFile(folder + "long.parquet").num_row_groups, pq.read_metadata(folder + "long.parquet").created_by)
      long, rows = pandas.read_parquet(folder + "long.parquet"), np.arange(140000)
      print(long.shape, long.columns[7] == "ü." * 100, all(
          (long.iloc[:, n] == rows * n - 1).all() for n in range(16) if n != 3))
      print((long["c3"][::2] == rows[::2] * 3 - 1).all(), long["c3"][1::2].isna().all())
      texts = long["text"]
      print((texts.isna() == (rows % 1000 >= 500)).all(), (texts.dropna() == "row " + texts.dropna().index.astype(str)).all())
      """, [place.path])
    #expect(
      printed == """
        [('n', 'int64'), ('x', 'float32'), ('y', 'float64'), ('is', 'bool')] ['n', 'x', 'y', 'is', 'a, b']
        [[-1, 0.5, 1.5, True, 'é,'], [1099511627776, nan, nan, False, '']]
        0 1 ['é,', '']
        0 int64 string
        20 True
        2 gmvae
        (140000, 17) True True
        True True
        True True

        """)
  }
}
