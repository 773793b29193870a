import Foundation
import TestSupport
import Testing

@Suite("Results that cannot be written")
struct FullDiskTests {
  static let uses = [
    "-c 'print 1'", "help", "help --markdown", "--help", "--version", "notebook list .", "--json -c 'print 1'",
  ]

  @Test("on a full disk are an error, told once", arguments: uses)
  func full(use: String) throws {
    let run = try Program().shell("\"$GMVAE\" \(use) > /dev/full")
    #expect(run.status == 1)
    #expect(
      run.messages
        == "error: the results cannot be written: no space left on device; send them somewhere else with > FILE\n")
  }

  @Test("because the output is closed are an error too", arguments: uses)
  func closed(use: String) throws {
    let run = try Program().shell("\"$GMVAE\" \(use) >&-")
    #expect(run.status == 1)
    #expect(
      run.messages
        == "error: the results cannot be written: standard output is closed; send them somewhere else with > FILE\n")
  }

  @Test("matter to nobody where there are none")
  func silent() throws {
    #expect(try Program().shell("\"$GMVAE\" -c 'let a = 1' >&-").status == 0)
    #expect(try Program().shell("\"$GMVAE\" -c 'let a = 1' > /dev/full").status == 0)
  }

  @Test("because a file may not be that large are an error, and the session goes on")
  func limited() throws {
    let program = try Program()
    let text = "load arcs count=200; model hidden=200; save model m.safetensors"
    let run = try program.shell("ulimit -f 8; printf '%s\\nprint 7\\n' '\(text)' | \"$GMVAE\" -q")
    #expect(run.status == 1 && run.results == "7\n", "\(run.status) \(run.messages)")
    #expect(run.messages.contains("'m.safetensors' cannot be written: file too large"))
    #expect(program.folder.names().filter { $0.hasPrefix("m") || $0.hasSuffix("partial") } == [])
  }

  @Test("a statement cannot write to a device")
  func device() throws {
    let run = try Program().run("-c", "load arcs count=200 > \"/dev/full\"")
    #expect(run.status != 0 && run.messages.contains("/dev/full"), "\(run.messages)")
  }
}
