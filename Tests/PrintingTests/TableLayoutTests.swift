import Language
import Testing

@testable import Printing

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

  @Test("on a narrow terminal the widest texts are cut, then the columns go on below")
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
        layer               output shape   share
        ----------------------------------------
        encoder 1           120           0.5
        head of the mea...  2             0.0125
        層                  2             1e-7

        layer              parameters  time (ms)
        ----------------------------------------
        encoder 1                 360      12.25
        head of the me...       14400
        層                         -2       3
        """)
  }

  @Test("numbers are never cut: they lose digits, and what does not fit goes on below the first column again")
  func numbers() {
    let measures = ["elbo", "test_elbo", "prototype", "hungarian", "purity"]
    let table = Table(
      columns: [.init("lambda"), .init("seconds", unit: "s")] + measures.map { .init($0) },
      rows: [0.5, 1.5].map { lambda in
        [.number(lambda), .number(12.345_678)] + measures.map { .text("0.58\($0.count) ± 0.0123") }
      })
    let lines = text(table, width: 60).split(separator: "\n", omittingEmptySubsequences: false)
    #expect(lines[0] == "lambda  seconds (s)  elbo            test_elbo")
    #expect(lines[2] == "   0.5        12.35  0.584 ± 0.0123  0.589 ± 0.0123")
    #expect(lines[4] == "" && lines[5] == "lambda  prototype       hungarian       purity")
    #expect(lines.allSatisfy { $0.count <= 60 && !$0.contains("…") })
    #expect(text(table, width: 200).contains("12.3457"))
  }

  @Test("each part of a wide table has the first columns that tell its rows apart")
  func keys() {
    let names = ["lambda", "components", "elbo", "prototype", "purity"]
    let table = Table(
      columns: names.map { .init($0) },
      rows: [(0.1, 3), (0.1, 4), (0.5, 3)].map { lambda, components in
        [.number(lambda), .number(components)] + names.dropFirst(2).map { _ in .text("0.58 ± 0.01") }
      })
    let lines = text(table, width: 40).split(separator: "\n", omittingEmptySubsequences: false)
    #expect(lines[0] == "lambda  components  elbo")
    #expect(lines[6] == "lambda  components  prototype")
    #expect(lines.filter { $0.hasPrefix("   0.1           4  ") }.count == 3)
    // Where these columns would take most of the line, the first alone is repeated.
    #expect(text(table, width: 30).contains("\nlambda  purity"))
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
