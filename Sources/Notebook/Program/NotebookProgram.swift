import Language

/// What a notebook runs: the statements of its front matter and of each cell, placed in the file's own lines.
public struct NotebookProgram: Sendable {
  /// The whole file.
  public let source: SourceText
  /// What stands before the first cell.
  public let frontMatter: FrontMatter
  /// The statements of each cell.
  public let cells: [Block]

  /// Parses all cells of a notebook. Throws every error found, each with its place in the file.
  public init(_ notebook: Notebook, named name: String) throws(Diagnostics) {
    let text = String(validating: notebook.bytes, as: UTF8.self)
    let source = SourceText(name: name, text: text ?? "")
    self.source = source
    if text == nil {
      throw Diagnostics([
        Diagnostic("the notebook is not text in UTF-8", in: source, at: SourceRange(0, 0), isSyntax: true)
      ])
    }
    frontMatter = try FrontMatterParser.parse(source, length: notebook.head.count)
    let ranges = notebook.codeRanges
    if let together = Self.together(source, ranges) {
      cells = together
    } else {
      cells = try Self.oneByOne(source, ranges)
    }
  }

  /// Reads all cells at once; nil where they are not all right by themselves.
  private static func together(_ source: SourceText, _ ranges: [SourceRange]) -> [Block]? {
    guard let program = try? Parser.parse(source.keeping(ranges)) else { return nil }
    var cells = ranges.map { _ in Block() }, cell = 0
    for statement in program.statements {
      while cell < ranges.count, ranges[cell].upper <= statement.range.lower { cell += 1 }
      guard cell < ranges.count, statement.range.upper <= ranges[cell].upper else { return nil }
      cells[cell].append(statement)
    }
    return cells
  }

  /// Reads each cell by itself, to find the errors in it.
  private static func oneByOne(_ source: SourceText, _ ranges: [SourceRange]) throws(Diagnostics) -> [Block] {
    var cells: [Block] = [], errors: [Diagnostic] = [], definitions: [String] = []
    for range in ranges where errors.count < mostErrors {
      do throws(Diagnostics) {
        let statements = try Parser.parse(source.keeping([range]), definitions: definitions).statements
        for case .define(let name, parameters: _, _) in statements.map(\.kind) { definitions.append(name.text) }
        cells.append(statements)
      } catch {
        errors += error.all.map { $0.placed(in: source) }
      }
    }
    guard errors.isEmpty else { throw Diagnostics(errors) }
    return cells
  }

  /// The errors collected before parsing stops.
  private static let mostErrors = 20
}

extension Notebook {
  /// Where the file holds the statements of each cell.
  fileprivate var codeRanges: [SourceRange] {
    zip(cells, cellOffsets).map { cell, offset in
      let start = offset + cell.opening.count
      return SourceRange(start, start + cell.code.count)
    }
  }
}

extension SourceText {
  /// The text with blanks in place of all that is outside of some ranges; lines and places stay as they are.
  fileprivate func keeping(_ ranges: [SourceRange]) -> SourceText {
    var bytes = text.utf8.map { $0 == UInt8(ascii: "\n") ? $0 : UInt8(ascii: " ") }
    let all = Array(text.utf8)
    for range in ranges { bytes[range.lower..<range.upper] = all[range.lower..<range.upper] }
    return SourceText(name: name, text: String(decoding: bytes, as: UTF8.self))
  }
}

extension Diagnostic {
  /// The same about another text with the same lines.
  fileprivate func placed(in source: SourceText) -> Diagnostic {
    var diagnostic = self
    diagnostic.source = source
    return diagnostic
  }
}
