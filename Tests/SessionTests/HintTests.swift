import Testing

@testable import Language
@testable import Session

@Suite("Hints")
struct HintTests {
  /// What is wrong, after what was done before.
  static let wrong: [(before: String, text: String)] = [
    ("", "train 1 epoch"), ("", "evaluate"), ("", "compute accuracy"), ("", "print data.count"),
    ("", "print model.epoch"),
    ("", "print elbo"), ("", "plot history"), ("", "sample component 0"), ("", "plot latents"), ("", "model"),
    ("", "sweep runs=1 { model hidden=4; train 1 epoch }"),
    ("", "n = 3"), ("", "train = 3"), ("", "print train"), ("", "print train()"), ("", "for k in 5 { print k }"),
    ("", "repeat -1 { print 1 }"), ("", "print count(5)"), ("", "print 0...1.5"), ("", "let train = 3"),
    ("", "print “hi”"), ("", "let epochs = 2; print epohs"),
    ("", "lod arcs"),
    ("", "load arc"), ("", "load arcs cout=200"), ("", "load"), ("", "plot"), ("", "set them dark"),
    ("", "set theme drk"),
    ("", "help trian"), ("", "train 1 epoch --help"), ("", "load arcs -h"), ("", "train?"),
    ("", "let a = 1; print a.b"), ("load arcs count=200", "model hiden=4"),
    ("load arcs count=200", "model likelihood=bernoulli"),
    ("load arcs count=200; model hidden=4; train 1 epoch", "plot latents colour=labl"),
    ("load arcs count=200; model hidden=4; train 1 epoch", "plot history terms=elb"),
    ("load arcs count=200; model hidden=4; train 1 epoch", "train 1 epoch restarts=3"),
    ("load arcs count=200; model hidden=4", "train 5 steps restarts=3"),
    ("load arcs count=200; model hidden=4; snapshot before", "restore befor"),
    ("load arcs count=200", "sweep a in 3 { model hidden=4; train 1 epoch }"),
  ]

  @Test("of a message lead to one that works, or to another message whose own do", arguments: wrong)
  func obeyed(before: String, text: String) throws {
    let bench = try Workbench()
    try bench.run(before)
    var messages: [String] = []
    #expect(obey(text, bench, &messages), "\(text): \(messages)")
    #expect(messages.count == Set(messages).count && !messages.isEmpty, "\(text): \(messages)")
  }

  @Test(
    "of training that overflows in its first step name a network with normalization, which two counts have by themselves"
  )
  func overflowing() throws {
    let bench = try Workbench()
    let counts = (0..<40).map { "\($0 % 5),\($0 % 7 * 3)" }
    try bench.folder.write(Array((["a,b"] + counts).joined(separator: "\n").utf8), to: "counts.csv")
    try bench.run("load csv counts.csv scale=none; model arcs components=2 hidden=8 likelihood=poisson")
    let found = error(of: "train 1 epoch batch=5", bench)
    let error = try #require(found)
    #expect(error.message.contains("at step 1: the reconstruction term is not finite"))
    #expect(try #require(error.hint).hasSuffix("keeps them near 0: model compact"))
    try bench.run("model compact likelihood=poisson; train 1 epoch batch=5")
    for seed in 1...6 as ClosedRange<UInt64> {
      let other = try Workbench(in: bench.folder, seed: seed)
      try other.run("load csv counts.csv scale=none; model components=2 hidden=8 likelihood=poisson")
      try other.run("train 1 epoch batch=5")
    }
  }

  @Test("of training that overflows on data far from 0 name the statement that brings them near, which works")
  func unscaled() throws {
    let bench = try Workbench()
    let rows = (0..<200).map { "\(1e9 * Double($0 % 7 + 1)),\($0 % 3 * 1_000_000_000)" }
    try bench.folder.write(Array(("a,b\n" + rows.joined(separator: "\n")).utf8), to: "far.csv")
    try bench.run("load csv far.csv scale=none; model hidden=4 components=2")
    let complaint = bench.complaint("train 20 epochs rate=0.5")
    #expect(complaint.contains("is not finite"), "\(complaint)")
    let pieces = complaint.split(separator: "bring them near: "), hint = try #require(pieces.last)
    let statement = String(hint.prefix { $0 != ";" })
    #expect(statement == "load csv file=\"far.csv\" scale=standard")
    #expect(bench.complaint(statement + "; model hidden=4 components=2; train 20 epochs") == "")
  }

  /// Does what the messages say until a text works; false when they lead nowhere.
  private func obey(_ text: String, _ bench: Workbench, _ messages: inout [String]) -> Bool {
    var text = text
    for _ in 0..<8 {
      guard let error = error(of: text, bench) else { return true }
      messages.append(error.rendered())
      switch way(out: error, text) {
      case nil: return false
      case .before(let statement)?: guard obey(statement, bench, &messages) else { return false }
      case .instead(let statement)?: text = statement
      }
    }
    return false
  }

  private enum Way { case before(String), instead(String) }

  /// What a message says to do.
  private func way(out error: Diagnostic, _ text: String) -> Way? {
    if let name = error.suggestion {
      var bytes = Array(text.utf8)
      bytes.replaceSubrange(error.range.lower..<error.range.upper, with: Array(name.utf8))
      return .instead(String(decoding: bytes, as: UTF8.self))
    }
    guard let hint = error.hint else { return nil }
    if let name = hint.firstMatch(of: #/such as '(\w+)'/#) {
      var bytes = Array(text.utf8)
      bytes.replaceSubrange(error.range.lower..<error.range.upper, with: Array(name.1.utf8))
      return .instead(String(decoding: bytes, as: UTF8.self))
    }
    if let option = hint.firstMatch(of: #/\b([a-z]+)=([a-z0-9.-]+)/#), !hint.contains(": ") {
      let kept = text.split(separator: " ").filter { !$0.hasPrefix(option.1 + "=") }.joined(separator: " ")
      return .instead(kept + " " + option.0)
    }
    if let topic = hint.firstMatch(of: #/help [a-z ]+(?= explains| lists)|help(?= lists)/#) {
      return .instead(String(topic.0))
    }
    guard let colon = hint.ranges(of: ": ").last else { return nil }
    let said = hint[colon.upperBound...].split(separator: ";", omittingEmptySubsequences: true)
    let statement = said.joined(separator: ";").replacing("{ … }", with: "{ }").replacing("…", with: "1")
      .replacing("60 epochs", with: "1 epoch").replacing("50 epochs", with: "1 epoch")
    let isBefore = ["first", "for example", "make one", "make a new model"].contains(where: hint.contains)
    return isBefore && !hint.contains("write") && !hint.contains("variable") ? .before(statement) : .instead(statement)
  }

  private func error(of text: String, _ bench: Workbench) -> Diagnostic? {
    do {
      try bench.run(text)
      return nil
    } catch {
      return error as? Diagnostic ?? (error as? Diagnostics)?.all.first
    }
  }
}
