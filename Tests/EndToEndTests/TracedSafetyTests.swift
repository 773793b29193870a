import Foundation
import TestSupport
import Testing

/// What a program that is to be safe asks of the kernel, call by call, as strace tells.
@Suite("A program that is to be safe, traced")
struct TracedSafetyTests {
  private static let canTrace: Bool = {
    let strace = Process()
    strace.executableURL = URL(fileURLWithPath: "/usr/bin/strace")
    strace.arguments = ["-f", "-qq", "-o", "/dev/null", "true"]
    guard (try? strace.run()) != nil else { return false }
    strace.waitUntilExit()
    return strace.terminationStatus == 0
  }()

  /// A program with the working folder `here`, the folder `outside` beside it, and links from one to the other.
  private func prepared() throws -> Program {
    let program = try Program(), folder = program.folder
    let table = Array("a,b\n1,2\n3,4\n5,6\n7,8\n9,1\n".utf8), notebook = Array("# T\n\n```gmvae\nprint 1\n```\n".utf8)
    let picture = try Data(
      contentsOf: URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .appending(path: "DataTests/Files/gray.png"))
    for (name, bytes) in [
      ("outside/a.csv", table), ("outside/n.md", notebook), ("outside/s.gmv", Array("print 1".utf8)),
      ("outside/c/1.png", Array(picture)), ("outside/sw/001.gmv", []), ("outside/f/latents.png", Array(picture)),
      ("here/p/a/1.png", Array(picture)), ("here/p/a/2.png", Array(picture)), ("here/p/b/1.png", Array(picture)),
      ("here/p/b/2.png", Array(picture)), ("here/own.csv", table),
      (
        "here/m.md",
        Array(
          """
          # M

          ![x](up/c/1.png)

          ```gmvae
          load arcs count=200; model hidden=4; train 1 step; plot latents
          ```

          <!-- gmvae:output 0 -->

          ![latents](m_files/latents.png)
          <!-- gmvae:points m_files/latents.json -->

          <!-- /gmvae:output -->

          """.utf8)
      ),
    ] { try folder.write(bytes, to: name) }
    for (name, target) in [
      ("link.csv", "../outside/a.csv"), ("up", "../outside"), ("linked.md", "../outside/n.md"),
      ("m_files", "../outside/f"),
      ("p/c", "../../outside/c"), ("new.png", "../outside/new.png"), ("absolute", folder.path("outside")),
    ] {
      try FileManager.default.createSymbolicLink(atPath: folder.path("here/" + name), withDestinationPath: target)
    }
    return program
  }

  static let attacks = [
    "-c 'load csv ../outside/a.csv'", "-c 'load csv link.csv'", "-c 'load csv up/a.csv'",
    "-c 'load csv absolute/a.csv'",
    "-c 'load csv own.csv test=link.csv'", "-c 'load npy up/a.csv'", "-c 'load images p size=4'",
    "-c 'load images up'", "-c 'load mnist dir=up'", "-c 'source up/s.gmv'", "-c 'open model up/a.csv'",
    "-c 'load arcs count=200; plot data > up/made.png'", "-c 'load arcs count=200; plot data force=true > new.png'",
    "-c 'load arcs count=200; plot data > none/../../outside/made.png'",
    "-c 'load arcs count=200; plot data > up/deep/made.png'",
    "-c 'load arcs count=200; set figures \"../outside\"; plot data'",
    "-c 'load arcs count=200; sweep folder=\"../outside/sw\" runs=1 { model hidden=4; train 1 step }'",
    "-c 'load arcs count=200; sweep folder=\"up/sw\" runs=1 { model hidden=4; train 1 step }'",
    "-c 'print 1; save script \"up/made.gmv\"'", "-c 'print 1; save notebook \"up/made.md\"'",
    "-c 'load arcs count=200; model hidden=4; save model \"up/made\"'",
    "-c 'load arcs count=200; model hidden=4; export latents \"up/made.csv\"'",
    "-c 'load arcs count=200; model hidden=4; export projector \"up/made\"'",
    "-c 'load arcs count=200; model hidden=4; train 1 epoch watch=\"up/latents.png\"'",
    "notebook list .", "notebook list up", "notebook new up/made.md", "run m.md --check", "run m.md --update",
    "render m.md", "render m.md -o up/made.html", "render linked.md -o made.html",
  ]

  @Test(
    "opens, makes and removes nothing outside, whatever links and dots lead there",
    .enabled(if: canTrace, "strace is missing or may not trace: apt-get install strace"), arguments: attacks)
  func traced(attack: String) throws {
    let program = try prepared(), outside = program.folder.path("outside")
    let before = try program.shell("find outside | sort; cat outside/*.* | cksum").results
    _ = try program.shell(
      "cd here && strace -f -y -qq -o ../trace -e trace=%file,getdents64,ftruncate \"$GMVAE\" -q --safe \(attack)")
    let calls = String(decoding: program.folder.bytes("trace") ?? [], as: UTF8.self).split(separator: "\n")
    #expect(calls.count > 50, "the trace is there")
    // The notebook that a person names is read and written wherever a link to it leads; what it names is not.
    let isNamed = attack.hasPrefix("render linked.md")
    let harmful = calls.filter { Self.reaches(outside, $0) && !(isNamed && $0.contains("outside/n.md>")) }
    #expect(harmful == [], "\(attack)")
    #expect(try program.shell("find outside | sort; cat outside/*.* | cksum").results == before)
  }

  /// Whether a call that succeeded opened something in a folder, or changed it. Links and what they lead to may be looked at.
  private static func reaches(_ folder: String, _ call: Substring) -> Bool {
    guard let end = call.range(of: ") = ", options: .backwards) else { return false }
    let result = call[end.upperBound...]
    guard !result.hasPrefix("-1") else { return false }
    if result.contains("<\(folder)") { return true }
    let isLook = ["stat", "readlink", "access", "getcwd", "chdir", "execve"].contains { call.contains($0) }
    return !isLook && call[..<end.lowerBound].contains(folder)
  }
}
