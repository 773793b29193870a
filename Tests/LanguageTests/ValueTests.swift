import Foundation
import Testing

@testable import Language

@Suite("Values as text")
struct ValueTests {
  @Test(
    "numbers are written as people write them",
    arguments: [
      (12, "12"), (-0.0, "0"), (0.5, "0.5"), (0.9831, "0.9831"), (1e-5, "1e-5"), (0.0001, "0.0001"),
      (1 / 3.0, "0.333333"),
      (1_234_567, "1234567"), (1_234_567.8, "1234570"), (123.456789, "123.457"), (999_999.7, "1000000"),
      (0.99999999, "1"),
      (1e15, "1e15"), (1.5e300, "1.5e300"), (-2.5e-300, "-2.5e-300"), (.leastNonzeroMagnitude, "4.94066e-324"),
      (.nan, "nan"),
      (-.infinity, "-inf"),
    ])
  func numbers(number: Double, expected: String) {
    #expect(NumberText.short(number) == expected)
  }

  @Test("short numbers agree with printf's six digits, exact ones read back")
  func independent() {
    var generator = Generator(seed: 3)
    for _ in 0..<5_000 {
      let number = Double(bitPattern: generator.next())
      guard number.isFinite else { continue }
      let printed = Double(String(format: "%.6g", number)) ?? .nan
      let short = Double(NumberText.short(number)) ?? .nan
      #expect(abs(short - printed) <= abs(printed) * 1.0000001e-5, "\(generator): \(number)")
      #expect(Double(NumberText.exact(number)) == number, "\(generator): \(number)")
    }
  }

  @Test("a mean and its standard deviation are two columns, shown as one")
  func spread() {
    let table = Table(
      columns: [.init("k")] + Table.Column.spread("elbo", unit: "nats"),
      rows: [[.number(2), .number(-1.2346), .number(0.0312)], [.number(3), .number(-7.5), .nothing]])
    #expect(
      table.columns.map(\.name) == ["k", "elbo", "elbo_sd"] && table.columns.map(\.unit) == [nil, "nats", "nats"])
    #expect(table.joined.columns.map(\.name) == ["k", "elbo"])
    #expect(table.joined.rows == [[.number(2), .text("-1.235 ± 0.031")], [.number(3), .number(-7.5)]])
    #expect(table.joined.joined == table.joined)
    #expect(JSONPrinter.text(of: .table(table)).contains(#"{"k":2,"elbo":-1.2346,"elbo_sd":0.0312}"#))
  }

  @Test("lists, records, ranges and tables have a short form")
  func others() {
    #expect(Value.list((0..<30).map { Value.number(Double($0)) }).text.hasSuffix("19, … (30 in all)]"))
    #expect(Value.record(RecordingHost.accuracy).text == "accuracy(prototype: 0.91, purity: 0.93, nmi: 0.88)")
    #expect(Value.range(NumberRange(lower: 0, upper: 9, includesUpper: true)).text == "0...9")
    #expect(
      Value.table(Table(title: "layers", columns: [.init("name")], rows: [[.text("x")]])).text == "layers (1 row)")
  }

  @Test("a range has the numbers it shows")
  func ranges() {
    #expect(NumberRange(lower: 2, upper: 5, includesUpper: false).count == 3)
    #expect(NumberRange(lower: 2, upper: 5, includesUpper: true).count == 4)
    #expect(NumberRange(lower: 5, upper: 2, includesUpper: true).count == 0)
    #expect(NumberRange(lower: -9e15, upper: 9e15, includesUpper: true).count == 1 << 53)
  }

  @Test(
    "a mistyped name finds the nearest known one",
    arguments: [
      ("latent", "latents"), ("trian", "train"), ("hist", "history"), ("evalaute", "evaluate"), ("TRAIN", "train"),
      ("lo", "load"),
    ])
  func nearest(word: String, expected: String) {
    #expect(NearestName.of(word, in: ["load", "train", "history", "latents", "evaluate"]) == expected)
  }

  @Test("a word that is like no known name finds none", arguments: ["xyz", "", "banana", "q"])
  func none(word: String) {
    #expect(NearestName.of(word, in: ["load", "train", "history", "latents", "evaluate"]) == nil)
  }

  @Test("a number that rounds to zero has no sign")
  func negativeZero() {
    for number in [-0.0, -0.00004, -1e-300] { #expect(NumberText.fixed(number, decimals: 4) == "0.0000") }
    #expect(NumberText.fixed(-0.00006, decimals: 4) == "-0.0001" && NumberText.fixed(-0.4, decimals: 0) == "0")
    #expect(NumberText.short(-0.0) == "0" && NumberText.exact(-0.0) == "0")
  }
}
