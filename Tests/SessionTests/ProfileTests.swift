import Language
import TestSupport
import Testing

@Suite("The profile of a training")
struct ProfileTests {
  @Test("is told where it is asked for, by layer and work, and adds up to the step", arguments: ["arcs", "compact"])
  func told(preset: String) throws {
    let bench = try Workbench()
    _ = try bench.run("load arcs count=400; model \(preset) components=3 likelihood=gaussian; set profile on")
    let run = try bench.record("train 3 steps batch=50")
    guard case .table(let table)? = run["profile"], case .number(let seconds)? = run["step_seconds"] else {
      throw Surprise("no profile")
    }
    let places = Set(table.rows.map { $0[0].text })
    #expect(places.isSuperset(of: ["encoder.1", "prior.heads", "decoder.heads", "Adam", "noise", "all"]))
    let milliseconds = table.rows.map { row in if case .number(let value) = row[2] { value } else { 0.0 } }
    expectClose(milliseconds.dropLast().reduce(0, +), 1e3 * seconds, relative: 0.02, "the sum of all rows")
    let heads = table.rows.first { $0[0] == .text("encoder.heads") && $0[1] == .text("forward") }
    guard case .number(let rate)? = heads?[3] else { throw Surprise("no rate of a layer's product") }
    #expect(rate >= 0)
  }

  @Test("is not there where nobody asked, and profiling changes no bit")
  func unasked() throws {
    let plain = try Workbench(), measured = try Workbench()
    let text = "load arcs count=400; model components=3; train 5 steps batch=50"
    #expect(try plain.record(text)["profile"] == nil)
    _ = try measured.run("set profile on")
    _ = try measured.record(text)
    #expect(try plain.number("let e = evaluate; e.elbo") == measured.number("let e = evaluate; e.elbo"))
  }
}
