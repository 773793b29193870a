import Glibc
import Printing
import TestSupport
import Testing

@testable import Terminal

@Suite("Terminal abilities")
struct TerminalAbilitiesTests {
  private func abilities(
    _ descriptor: Int32, _ variables: [String: String], allowsColor: Bool = true
  ) -> TerminalAbilities {
    TerminalAbilities(descriptor: descriptor, allowsColor: allowsColor) { variables[$0] }
  }

  @Test("a terminal's width is asked anew each time")
  func width() throws {
    let terminal = try PseudoTerminal(columns: 132, rows: 10)
    let abilities = abilities(terminal.device, ["TERM": "xterm", "COLUMNS": "50"])
    #expect(abilities.isTerminal)
    #expect(abilities.width == 132)
    terminal.resize(columns: 40, rows: 10)
    #expect(abilities.width == 40)
  }

  @Test(
    "a terminal that does not know its width takes COLUMNS, or 80",
    arguments: [("50", 50), ("-3", 80), ("", 80), ("9223372036854775807", 80)])
  func unknownWidth(columns: String, width: Int) throws {
    let terminal = try PseudoTerminal(columns: 0, rows: 0)
    #expect(abilities(terminal.device, ["TERM": "xterm", "COLUMNS": columns]).width == width)
  }

  @Test("color needs a terminal that is not dumb, and neither NO_COLOR nor --no-color")
  func color() throws {
    let device = try PseudoTerminal()
    #expect(abilities(device.device, ["TERM": "xterm"]).hasColor)
    #expect(abilities(device.device, ["TERM": "xterm", "NO_COLOR": ""]).hasColor)
    #expect(!abilities(device.device, ["TERM": "xterm", "NO_COLOR": "1"]).hasColor)
    #expect(!abilities(device.device, ["TERM": "xterm"], allowsColor: false).hasColor)
    #expect(!abilities(device.device, ["TERM": "dumb"]).canRedraw)
    #expect(!abilities(device.device, [:]).hasColor)
  }

  @Test("a file has no width and no color")
  func file() throws {
    let descriptor = open("/dev/null", O_RDWR)
    defer { close(descriptor) }
    let abilities = abilities(descriptor, ["TERM": "xterm", "COLUMNS": "50"])
    #expect(!abilities.isTerminal && !abilities.hasColor && !abilities.canRedraw)
    #expect(abilities.width == nil)
  }
}
