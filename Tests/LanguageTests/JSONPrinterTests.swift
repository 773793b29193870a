import Foundation
import Language
import Testing

@Suite("JSON")
struct JSONPrinterTests {
  private let record = Record(
    kind: "accuracy",
    fields: [
      Record.Field("purity", .number(0.1 + 0.2)), Record.Field("count", .number(10_000), unit: "examples"),
      Record.Field("nmi", .number(.nan)), Record.Field("on", .text("test \"é\"\u{1B}[0m\n\\")),
      Record.Field("used", .list([.number(1), .boolean(false), .nothing])),
    ])

  @Test("a record is one line with its fields in order, all digits, and null for what is not finite")
  func records() {
    #expect(
      JSONPrinter.text(of: .record(record))
        == #"{"kind":"accuracy","purity":0.30000000000000004,"count":10000,"nmi":null,"#
        + #""on":"test \"é\"\u001b[0m\n\\","used":[1,false,null]}"#)
  }

  @Test("a table is an object with an object for each row")
  func tables() {
    let table = Table(
      title: "runs", columns: [.init("seed"), .init("elbo", unit: "nats")],
      rows: [[.number(1), .number(-0.5)], [.number(2), .number(1e-7)]])
    #expect(
      JSONPrinter.text(of: .table(table))
        == #"{"kind":"table","title":"runs","rows":[{"seed":1,"elbo":-0.5},{"seed":2,"elbo":1e-7}]}"#)
  }

  @Test("a range is an object")
  func ranges() {
    #expect(
      JSONPrinter.text(of: .range(NumberRange(lower: 0, upper: 10, includesUpper: false)))
        == #"{"kind":"range","lower":0,"upper":10,"includesUpper":false}"#)
  }

  @Test("every character comes back from another reader as it was")
  func strings() throws {
    let scalars = [0...0x2FF, 0x2000...0x20FF, 0x1F600...0x1F610, 0xE0001...0xE0002].joined().compactMap(
      Unicode.Scalar.init)
    let text = String(String.UnicodeScalarView(scalars))
    let json = JSONPrinter.text(of: .list([.text(text)]))
    let read = try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String]
    #expect(read == [text])
    #expect(!json.unicodeScalars.contains { $0.value < 0x20 })
  }

  @Test(
    "numbers of every size come back as they were", arguments: [0, -0.5, 1e300, 5e-324, 123_456_789, 1e15, 0.1, 1e21])
  func numbers(number: Double) throws {
    let json = JSONPrinter.text(of: .list([.number(number)]))
    // Foundation reads many numbers a bit off in their last place, strtod and Python none.
    #expect(Double(json.dropFirst().dropLast()) == number)
    let read = try #require(JSONSerialization.jsonObject(with: Data(json.utf8)) as? [Double])
    #expect(read.count == 1 && abs(read[0] - number) <= number.ulp)
  }
}
