import Foundation
import Language
import Session
import TestSupport
import Testing

@Suite("The exit status of every command")
struct CommandStatusTests {
  /// Makes whatever a command can need.
  static let start = "load arcs count=300; model hidden=4; train 1 epoch metrics=1; snapshot before; let before = 1; "
  /// Commands whose examples name files that are not there, or need images.
  static let failing = [
    "load mnist", "load fashion", "load svhn", "load csv", "load npy", "load idx",
    "load images", "load h5ad", "open model", "source", "assign",
    "plot weights", "undo",
  ]

  @Test("is 0 where it works, and 1 where what it is for is not there", arguments: Commands.all.map(\.name))
  func examples(name: String) throws {
    let declaration = try #require(Commands.all.first { $0.name == name })
    // The public sets may be on the machine; a folder named by dir= is not.
    for example in name.hasPrefix("load ") ? declaration.examples.suffix(1) : declaration.examples[...] {
      let text = example.replacing("train 60 epochs", with: "train 2 epochs").replacing(
        "2.5 minutes", with: "0.001 minutes"
      )
      .replacing("mnist-fc components=16 hidden=[500, 500]", with: "arcs hidden=5")
      .replacing("count=64", with: "count=9")
      let run = try Program().run("-q", "-c", Self.start + text)
      #expect(run.status == (Self.failing.contains(name) ? 1 : 0), "\(text)\n\(run.messages)")
    }
  }

  @Test("is 1 where what it needs is not there", arguments: Commands.all.filter { !$0.needs.isEmpty }.map(\.name))
  func needs(name: String) throws {
    let example = try #require(Commands.all.first { $0.name == name }?.examples.first)
    let run = try Program().run("-q", "-c", example)
    #expect(run.status == 1 && run.messages.contains("error: "), "\(example)\n\(run.messages)")
  }

  @Test("is 2 where its words are wrong, and nothing is run", arguments: Commands.all.map(\.name))
  func wrongWords(name: String) throws {
    let run = try Program().run("-c", "print 7\n\(name) nonsense=1")
    #expect(run.status == 2 && run.results == "" && run.messages.hasPrefix("-c:2:"), "\(run.messages)")
  }
}
