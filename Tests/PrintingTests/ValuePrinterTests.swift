import Language
import Testing

@testable import Printing

@Suite("Printing values for people")
struct ValuePrinterTests {
  private let file = ValuePrinter(abilities: TerminalAbilities(width: nil))

  private func terminal(_ width: Int) -> ValuePrinter { ValuePrinter(abilities: TerminalAbilities(width: width)) }

  @Test(
    "single values print as people write them",
    arguments: [
      (Value.number(12), "12"), (.number(0.9831), "0.9831"), (.text("arcs"), "arcs"), (.boolean(true), "true"),
      (.range(NumberRange(lower: 0, upper: 9, includesUpper: true)), "0...9"),
      (.list([.number(1), .text("a")]), "[1, \"a\"]"), (.nothing, ""), (.text("two\nlines"), "two\nlines"),
    ])
  func scalars(value: Value, text: String) {
    #expect(file.text(of: value) == text)
  }

  @Test("a record prints a heading and a line for each field, names aligned, units after the values")
  func record() {
    let inner = Record(kind: "prior", fields: [Record.Field("style", .text("zero"))])
    let record = Record(
      kind: "model",
      fields: [
        Record.Field("preset", .text("arcs")), Record.Field("components", .number(8)),
        Record.Field("elbo", .number(-0.125), unit: "nats"), Record.Field("prior", .record(inner)),
        Record.Field("layers", .table(Table(columns: [.init("layer")], rows: [[.text("encoder")]]))),
      ])
    #expect(
      file.text(of: .record(record)) == """
        model
          preset      arcs
          components  8
          elbo        -0.125 nats
          prior
            style  zero
          layers
            layer
            ───────
            encoder
        """)
  }

  @Test("a figure prints its path and size on one line, a training all values, in columns if they do not fit one line")
  func oneLine() {
    let figure = Record(
      kind: "figure",
      fields: [
        Record.Field("name", .text("latents")), Record.Field("path", .text("figures/001-latents.png")),
        Record.Field("width", .number(1280), unit: "px"), Record.Field("height", .number(960), unit: "px"),
      ])
    let training = Record(
      kind: "training",
      fields: [
        Record.Field("epochs", .number(60)), Record.Field("seconds", .number(3.25), unit: "s"),
        Record.Field("history", .table(Table(columns: [], rows: []))), Record.Field("elbo", .number(0.42)),
      ])
    #expect(file.text(of: .record(figure)) == "figures/001-latents.png  1280×960 px")
    #expect(file.text(of: .record(training)) == "training  epochs 60  seconds 3.25 s  elbo 0.42")
    #expect(
      terminal(36).text(of: .record(training)) == """
        training  epochs   60
                  seconds  3.25 s
                  elbo     0.42
        """)
    let long = Record(kind: "training", fields: (0..<30).map { Record.Field("field\($0)", .number(Double($0))) })
    for (printer, count) in [(file, 15), (terminal(80), 15), (terminal(20), 30), (terminal(200), 6)] {
      let lines = printer.text(of: .record(long)).split(separator: "\n")
      #expect(lines.count == count)
      #expect((0..<30).allSatisfy { n in lines.contains { $0.contains("field\(n) ") } })
    }
  }

  @Test("text from outside cannot steer the terminal, in whatever value it comes")
  func escapes() {
    let evil = Value.text("a\u{1B}[2Jb\u{202E}\u{9B}31m")
    let table = Table(title: "t\u{7}", columns: [.init("c\u{1B}c")], rows: [[evil]])
    let record = Record(
      kind: "k\u{1B}", fields: [Record.Field("f\u{8}", evil, unit: "\u{1B}u"), Record.Field("t", .table(table))])
    let figure = Record(kind: "figure", fields: [Record.Field("path", evil)])
    for value in [evil, .list([evil]), .table(table), .record(record), .record(figure)] {
      for text in [file.text(of: value), terminal(80).text(of: value)] {
        #expect(text.contains("\\u{1b}"))
        #expect(!text.unicodeScalars.contains { $0 != "\n" && $0.properties.generalCategory == .control })
        #expect(!text.unicodeScalars.contains("\u{202E}"))
      }
    }
    #expect(file.text(of: evil) == "a\\u{1b}[2Jb\\u{202e}\\u{9b}31m")
  }

  @Test("colors go around whole pieces and change no other character")
  func colors() {
    let value = Value.table(Table(title: "runs", columns: [.init("seed")], rows: [[.number(1)]]))
    let colored = ValuePrinter(abilities: TerminalAbilities(width: 80, hasColor: true)).text(of: value)
    #expect(colored == "\u{1B}[1mruns\u{1B}[0m\nseed\n\u{1B}[2m────\u{1B}[0m\n   1")
  }
}
