extension Style {
  /// A rendered diagnostic with the word error, the caret and its tildes in color.
  public func diagnostic(_ text: String) -> String {
    guard isOn else { return text }
    return text.split(separator: "\n", omittingEmptySubsequences: false).map(diagnosticLine).joined(separator: "\n")
  }

  private func diagnosticLine(_ line: Substring) -> String {
    let signs = line.drop { $0 == " " }
    if !signs.isEmpty, signs.allSatisfy({ $0 == "^" || $0 == "~" }) {
      return blanks(line.count - signs.count) + self(.error, String(signs))
    }
    guard !line.hasPrefix(" "), let word = line.firstRange(of: "error:") else { return String(line) }
    return line[..<word.lowerBound] + self(.error, "error:") + line[word.upperBound...]
  }
}
