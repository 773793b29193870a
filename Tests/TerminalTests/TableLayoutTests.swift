import Language
import Testing

@testable import Terminal

@Suite("Tables")
struct TableLayoutTests {
  private let layers = Table(
    title: "layers",
    columns: [.init("layer"), .init("output shape"), .init("share"), .init("parameters"), .init("time", unit: "ms")],
    rows: [
      [.text("encoder 1"), .text("120"), .number(0.5), .number(360), .number(12.25)],
      [.text("head of the mean of q(x|y)"), .text("2"), .number(0.0125), .number(14_400), .nothing],
      [.text("層"), .text("2"), .number(1e-7), .number(-2), .number(3)],
    ])

  private func text(_ table: Table, width: Int?, hasUnicode: Bool = true) -> String {
    let abilities = TerminalAbilities(width: width, hasUnicode: hasUnicode)
    return TableLayout(table, abilities: abilities).lines.joined(separator: "\n")
  }

  @Test("numbers align on the decimal point, texts to the left, units stand in the head")
  func wide() {
    #expect(
      text(layers, width: nil) == """
        layers
        layer                       output shape   share  parameters  time (ms)
        ───────────────────────────────────────────────────────────────────────
        encoder 1                   120           0.5            360      12.25
        head of the mean of q(x|y)  2             0.0125       14400
        層                          2             1e-7            -2       3
        """)
  }

  @Test("on a narrow terminal the widest texts are cut, then columns are left out and counted")
  func narrow() {
    #expect(
      text(layers, width: 60) == """
        layers
        layer            output shape   share  parameters  time (ms)
        ────────────────────────────────────────────────────────────
        encoder 1        120           0.5            360      12.25
        head of the me…  2             0.0125       14400
        層               2             1e-7            -2       3
        """)
    #expect(
      text(layers, width: 40, hasUnicode: false) == """
        layers
        layer      output...   share  parameters
        ----------------------------------------
        encoder 1  120        0.5            360
        head o...  2          0.0125       14400
        層         2          1e-7            -2
        ... 1 more column
        """)
  }

  @Test("a long table is cut on a terminal, with a count, and whole elsewhere")
  func long() {
    let table = Table(columns: [.init("n")], rows: (1...60).map { [.number(Double($0))] })
    let shown = text(table, width: 80).split(separator: "\n")
    #expect(shown.count == 43)
    #expect(shown.suffix(2) == ["40", "… 20 more rows; set rows all shows every row"])
    #expect(text(table, width: nil).split(separator: "\n").count == 62)
  }

  @Test("a table without rows shows its columns")
  func empty() {
    #expect(text(Table(columns: [.init("a"), .init("b")], rows: []), width: 80) == "a  b\n────")
  }
}
