import Language
import Printing
import Testing

@testable import Terminal

@Suite("Candidates shown by Tab")
struct CandidateListTests {
  private func lines(_ candidates: [Completion.Candidate], width: Int) -> [String] {
    CandidateList(candidates: candidates, abilities: TerminalAbilities(width: width)).lines
  }

  @Test("words with summaries take a line each, cut to the width")
  func summaries() {
    let candidates = [
      Completion.Candidate("train", summary: "train the model from where it stands"), Completion.Candidate("quit"),
      Completion.Candidate("a\u{1B}b", summary: "x"),
    ]
    #expect(lines(candidates, width: 30) == ["train     train the model fr…", "quit", "a\\u{1b}b  x"])
  }

  @Test("words without summaries stand in columns")
  func columns() {
    let candidates = ["label", "component", "entropy", "none"].map { Completion.Candidate($0) }
    #expect(lines(candidates, width: 30) == ["label      component", "entropy    none"])
  }

  @Test("a list longer than the screen leaves its summaries out, and one that is still too long is cut with a count")
  func long() {
    let candidates = (0..<4000).map { Completion.Candidate("\($0)", summary: "component \($0)") }
    let some = lines(Array(candidates.prefix(40)), width: 80)
    #expect(some.count == 2 && some.joined().contains("39") && !some.joined().contains("component"))
    #expect(lines(candidates, width: 80).count == 30)
    #expect(lines(candidates, width: 80).last == "… 279 more lines")
  }
}
