import Language
import Terminal

extension Kernel {
  /// What could stand at the cursor, each with what it is.
  func completion(_ content: Record) -> [(String, Value)] {
    let (code, places, cursor) = Self.cursor(content)
    let completion = completer.complete(line: code, cursor: cursor)
    let range = [completion.replacing.lowerBound, completion.replacing.upperBound].map { Double(places.points($0)) }
    let matches = completion.candidates.map { $0.text + ($0.suffix == " " ? "" : $0.suffix) }
    let kinds = zip(matches, completion.candidates).map { text, candidate in
      Value.object([
        ("text", .text(text)), ("type", .text(candidate.kind(among: cells.interpreter.commands))),
        ("signature", .text(candidate.summary)),
        ("start", .number(range[0])), ("end", .number(range[1])),
      ])
    }
    return [
      ("matches", .list(matches.map(Value.text))), ("cursor_start", .number(range[0])),
      ("cursor_end", .number(range[1])),
      ("metadata", .object([("_jupyter_types_experimental", .list(kinds))])),
    ]
  }

  /// The help on what stands at the cursor.
  func inspection(_ content: Record) -> [(String, Value)] {
    let (code, _, cursor) = Self.cursor(content)
    let text = Inspector(interpreter: cells.interpreter).text(of: code, cursor: cursor)
    return [
      ("found", .boolean(text != nil)), ("data", .object(text.map { [("text/plain", .text($0))] } ?? [])),
      ("metadata", .object([])),
    ]
  }

  /// Whether a text is ready to be run, needs more lines, or is wrong.
  func completeness(_ content: Record) -> [(String, Value)] {
    let code = content["code"]?.string ?? ""
    if Parser.isIncomplete(code) { return [("status", .text("incomplete")), ("indent", .text("  "))] }
    if Habits.reply(to: code, in: cells.interpreter) != nil { return [("status", .text("complete"))] }
    do {
      let source = try cells.interpreter.writtenOut(SourceText(name: "cell", text: code))
      _ = try Parser.parse(source, cells.interpreter.commands, definitions: cells.interpreter.definitionNames)
      return [("status", .text("complete"))]
    } catch {
      return [("status", .text("invalid"))]
    }
  }

  /// The code that a request is about, its places, and the cursor's in bytes; at the end if none is told.
  private static func cursor(_ content: Record) -> (code: String, places: CodePoints, cursor: Int) {
    let code = content["code"]?.string ?? "", places = CodePoints(code)
    return (code, places, content["cursor_pos"]?.wholeNumber.map(places.bytes) ?? code.utf8.count)
  }
}

extension Completion.Candidate {
  /// What it is in one word; clients have little room for it, and ask for the help on what is chosen.
  fileprivate func kind(among commands: CommandSet) -> String {
    switch suffix {
    case "=": "option"
    case "(": "function"
    default: commands.isVerb(text) ? "command" : "word"
    }
  }
}

/// Places in a text, which Jupyter counts in code points and the language in bytes of UTF-8.
struct CodePoints {
  private let text: String

  init(_ text: String) { self.text = text }

  /// The place in bytes of one in code points, within the text.
  func bytes(_ place: Int) -> Int {
    let scalars = text.unicodeScalars
    let index = scalars.index(scalars.startIndex, offsetBy: max(0, place), limitedBy: scalars.endIndex)
    return text.utf8.distance(from: text.startIndex, to: index ?? text.endIndex)
  }

  /// The place in code points of one in bytes.
  func points(_ place: Int) -> Int { String(decoding: text.utf8.prefix(place), as: UTF8.self).unicodeScalars.count }
}
