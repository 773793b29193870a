import Glibc
import Language
import Printing
@preconcurrency import CReadline

extension Readline {
  private nonisolated(unsafe) static var complete: ((_ line: String, _ cursor: Int) -> Completion)?
  private nonisolated(unsafe) static var shown: [Completion.Candidate] = []
  private nonisolated(unsafe) static var abilities = TerminalAbilities(width: nil)

  /// Lets `complete` answer Tab, for a line and the cursor's UTF-8 offset in it.
  static func install(abilities: TerminalAbilities, complete: @escaping (String, Int) -> Completion) {
    self.abilities = abilities
    self.complete = complete
    rl_completer_word_break_characters = UnsafePointer(strdup(""))
    rl_sort_completion_matches = 0
    rl_attempted_completion_function = { _, _, _ in Readline.matches() }
    rl_completion_display_matches_hook = { _, _, _ in Readline.showMatches() }
  }

  /// The matches in readline's form: what they have in common, each of them, and nil.
  ///
  /// No character breaks words, so a match is the whole line up to the cursor; where a word begins is the completer's
  /// business alone.
  private static func matches() -> UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>? {
    rl_attempted_completion_over = 1
    let line = String(cString: rl_line_buffer)
    let typed = String(decoding: line.utf8.prefix(Int(rl_point)), as: UTF8.self)
    guard let completion = complete?(line, Int(rl_point)), !completion.candidates.isEmpty else { return nil }
    let head = String(decoding: line.utf8.prefix(completion.replacing.lowerBound), as: UTF8.self)
    shown = completion.candidates
    let texts = shown.map { head + $0.text }
    rl_completion_append_character = texts.count == 1 ? Int32(shown[0].suffix.utf8.first ?? 0) : 0
    rl_completion_suppress_quote = 1
    return texts.count == 1 ? array(texts) : array([common(texts, atLeast: typed)] + texts)
  }

  /// The longest beginning that all `texts` share, or what was typed if that is not even a part of it.
  private static func common(_ texts: [String], atLeast typed: String) -> String {
    let shared = texts.dropFirst().reduce(texts[0]) { shared, text in
      String(zip(shared, text).prefix { $0 == $1 }.map(\.0))
    }
    return shared.hasPrefix(typed) ? shared : typed
  }

  /// Memory that readline frees.
  private static func array(_ texts: [String]) -> UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>? {
    let array = calloc(texts.count + 1, MemoryLayout<UnsafeMutablePointer<CChar>?>.stride)
    let pointers = array?.assumingMemoryBound(to: UnsafeMutablePointer<CChar>?.self)
    for (place, text) in texts.enumerated() { pointers?[place] = strdup(text) }
    return pointers
  }

  private static func showMatches() {
    let lines = CandidateList(candidates: shown, abilities: abilities).lines
    rl_crlf()
    show(lines.map { $0 + "\n" }.joined())
    rl_forced_update_display()
  }
}
