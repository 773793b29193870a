import Language
import Testing

@testable import Session

@Suite("Settings")
struct SettingTests {
  @Test("show lists each with its value, default and meaning")
  func lists() throws {
    let bench = try Workbench()
    try bench.run("set theme dark; set autosave 0.5")
    let table = try bench.table("show")
    #expect(table.columns.map(\.name) == ["name", "value", "default", "meaning"])
    #expect(table.rows.map { $0[0].text } == Setting.all.map(\.name))
    #expect(table.rows.prefix(4).map { $0[1].text } == ["off", "off", "dark", "0.5"])
    #expect(table.rows.prefix(4).map { $0[2].text } == ["off", "off", "light", "5"])
    #expect(table.rows.allSatisfy { !$0[3].text.isEmpty })
  }

  @Test("show gives the value of one, to be kept and set again")
  func shows() throws {
    let bench = try Workbench()
    let before = try bench.run("let before = show figures; set figures \"a b\"; show figures")
    #expect(before == .text("a b"))
    #expect(try bench.run("set figures before; show figures") == .text("figures"))
  }

  @Test("every setting takes its default, and what it shows as example")
  func defaults() throws {
    let bench = try Workbench()
    for setting in Setting.all {
      #expect(
        try bench.run("set \(setting.name) \(setting.standard.quotedText); show \(setting.name)") == setting.standard)
    }
  }

  @Test(
    "a wrong name or value is refused before anything runs",
    arguments: [
      ("set", "'set' needs the name of a setting"), ("set tining on", "unknown setting 'tining'"),
      ("set timing", "'set timing' needs TIMING"), ("set timing maybe", "'timing' cannot be 'maybe'"),
      ("set autosave -1", "'minutes' needs a number from 0 to 1440"), ("show tining", "'setting' cannot be 'tining'"),
      ("set theme dark light", "'set theme' does not know what to do with 'light'"),
    ])
  func refuses(text: String, message: String) throws {
    let bench = try Workbench()
    #expect(bench.complaint("set figures drafts; " + text).hasPrefix(message))
    #expect(try bench.run("show figures") == .text("figures"))
  }

  @Test("the folder of figures is where figures go")
  func figures() throws {
    let bench = try Workbench()
    try bench.run("load arcs count=200; plot data; set figures \"out/now\"; plot data")
    #expect(bench.folder.names(in: "figures") == ["001-data.png"])
    #expect(bench.folder.names(in: "out/now") == ["002-data.png"])
  }

  @Test("the theme is the default of dark=")
  func theme() throws {
    let bench = try Workbench()
    try bench.run("load arcs count=200; plot data > \"a.svg\"; plot data dark=true > \"b.svg\"; set theme dark")
    try bench.run("plot data > \"c.svg\"; plot data dark=false > \"d.svg\"")
    let pictures = ["a", "b", "c", "d"].map { bench.folder.bytes($0 + ".svg") }
    #expect(pictures[0] == pictures[3] && pictures[1] == pictures[2] && pictures[0] != pictures[1])
  }
}
