extension Program {
  /// Gives each statement at the top the comments around it; between statements a text holds nothing else but white space
  /// and separators.
  mutating func takeComments(from lexer: Lexer) {
    guard lexer.bytes.contains(UInt8(ascii: "#")) else { return }
    var end = 0
    for index in statements.indices {
      var comments = lexer.comments(in: end..<statements[index].range.lower)
      if index > 0, let first = comments.first, !first.beginsLine {
        statements[index - 1].commentBehind = first.text
        comments.removeFirst()
      }
      statements[index].commentsBefore = comments.map(\.text)
      end = statements[index].range.upper
    }
    var comments = lexer.comments(in: end..<lexer.bytes.count)
    if let last = statements.indices.last, let first = comments.first, !first.beginsLine {
      statements[last].commentBehind = first.text
      comments.removeFirst()
    }
    commentsAfter = comments.map(\.text)
  }
}

extension Lexer {
  /// The comments in a part of the text where nothing else is.
  fileprivate func comments(in range: Range<Int>) -> [(text: String, beginsLine: Bool)] {
    var comments: [(text: String, beginsLine: Bool)] = [], beginsLine = range.lowerBound == 0, place = range.lowerBound
    while place < range.upperBound {
      if bytes[place] == UInt8(ascii: "\n") { beginsLine = true }
      guard bytes[place] == UInt8(ascii: "#") else {
        place += 1
        continue
      }
      let end = bytes[place..<range.upperBound].firstIndex(of: UInt8(ascii: "\n")) ?? range.upperBound
      let text = String(text(place, end).reversed().drop(while: \.isWhitespace).reversed())
      comments.append((text, beginsLine))
      place = end
    }
    return comments
  }
}
