import Language

/// `note`: words in Markdown among the statements of a session.
struct WriteNote: SessionCommand {
  static let text = Parameter("text", .text, "the words, in Markdown")

  let declaration = CommandDeclaration(
    "note", [Self.text], summary: "write words into the notebook, in Markdown",
    details: """
      save notebook writes them as words between its cells. A note with values in it, such as \
      note "purity \\(_.purity)", and one in a loop stays a statement, and its words stand in what the cell gave: \
      they are written anew each time the notebook runs. Comments, after #, stay where they were typed too, in the \
      cells. In a text \\n begins a new line, and a backslash is written twice: note "With $\\\\lambda = 1.5$:\\n\\n- one".
      """,
    returns: "a record: text", examples: ["note \"## What we see\\nThe arcs come apart at $p = 0.9$.\""],
    output: nil)

  func perform(_ call: Call, in session: Session) -> Outcome {
    .record(Record(kind: "note", fields: [.init("text", .text(call[Self.text]))]))
  }
}
