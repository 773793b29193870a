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
    #expect(run.messages.contains("lift the shell's limit: ulimit -f unlimited"))
    #expect(program.folder.names().filter { $0.hasPrefix("m") || $0.hasSuffix("partial") } == [])
  }

  @Test(
    "on a full disk name another one, and the old file stays",
    .enabled(if: getuid() == 0, "only root can make a small disk"))
  func small() throws {
    let program = try Program()
    try program.folder.write([], to: "small/here")
    func session(_ text: String) throws -> Program.Run {
      try program.shell(
        "unshare -m sh -c 'mount -t tmpfs -o size=64k none small && \"$GMVAE\" -q -c \"\(text)\"; s=$?; ls small; exit $s'"
      )
    }
    let data = "load arcs count=200; model hidden=200"
    for writer in ["save model small/m.safetensors", "plot data > small/f.png", "export latents small/l.csv on=train"] {
      let full = try session(
        "\(data); load arcs count=5000; \(writer)".replacing("load arcs count=5000; save", with: "save"))
      #expect(full.status == 1 && full.results == "", "\(writer): \(full)")
      #expect(
        full.messages.contains("cannot be written: no space left on device")
          && full.messages.contains("free some space there, or name a file on another disk"),
        "\(writer): \(full.messages)")
    }
    let kept = try session(
      "load arcs count=200; model hidden=4; save model small/m; model hidden=200; save model small/m force=true")
    #expect(kept.status == 1 && kept.results == "m\n", "\(kept)")
    #expect(try session("\(data); save model m").status == 0, "another disk")
  }

  @Test("a statement cannot write to a device")
  func device() throws {
    let run = try Program().run("-c", "load arcs count=200 > \"/dev/full\"")
    #expect(run.status != 0 && run.messages.contains("/dev/full"), "\(run.messages)")
  }
}
