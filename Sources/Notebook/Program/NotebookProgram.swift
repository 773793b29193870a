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
  public init(_ notebook: Notebook, named name: String, _ commands: CommandSet) throws(Diagnostics) {
    let text = String(validating: notebook.bytes, as: UTF8.self)
    let source = SourceText(name: name, text: text ?? "")
    self.source = source
    if text == nil {
      throw Diagnostics([
        Diagnostic("the notebook is not text in UTF-8", in: source, at: SourceRange(0, 0), isSyntax: true)
      ])
    }
    frontMatter = try FrontMatterParser.parse(source, commands, length: notebook.head.count)
    var reader = CellReader(source: source, commands: commands)
    reader.read(notebook.codeRanges[...])
    guard reader.errors.isEmpty else { throw Diagnostics(reader.errors) }
    cells = reader.cells
  }
}

/// Reads cells together, and if they are not all right by themselves, in halves, so that a few errors among many cells
/// are found soon.
private struct CellReader {
  let source: SourceText
  let commands: CommandSet
  private(set) var cells: [Block] = []
  private(set) var errors: [Diagnostic] = []
  private var definitions: [String] = []

  /// The errors collected before reading stops.
  private static let mostErrors = 20

  init(source: SourceText, commands: CommandSet) {
    self.source = source
    self.commands = commands
  }

  mutating func read(_ ranges: ArraySlice<SourceRange>) {
    guard let range = ranges.first, errors.count < Self.mostErrors else { return }
    if ranges.count == 1 { return read(range) }
    if let together = together(Array(ranges)) { return append(together) }
    read(ranges.prefix(ranges.count / 2))
    read(ranges.dropFirst(ranges.count / 2))
  }

  private mutating func append(_ new: [Block]) {
    for case .define(let name, parameters: _, _) in new.joined().map(\.kind) { definitions.append(name.text) }
    cells += new
  }

  /// Nil if not all are right by themselves.
  private func together(_ ranges: [SourceRange]) -> [Block]? {
    guard let program = try? Parser.parse(source.keeping(ranges), commands, definitions: definitions) else {
      return nil
    }
    var cells = ranges.map { _ in Block() }, cell = 0
    for statement in program.statements {
      while cell < ranges.count, ranges[cell].upper <= statement.range.lower { cell += 1 }
      guard cell < ranges.count, statement.range.upper <= ranges[cell].upper else { return nil }
      cells[cell].append(statement)
    }
    return cells
  }

  /// Reads a cell by itself, to find the errors in it.
  private mutating func read(_ range: SourceRange) {
    do throws(Diagnostics) {
      append([try Parser.parse(source.keeping([range]), commands, definitions: definitions).statements])
    } catch {
      errors += error.all.map { $0.placed(in: source) }
    }
  }
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
  /// The text up to the end of some ranges, with blanks in place of all that is outside of them; lines and places stay as
  /// they are.
  fileprivate func keeping(_ ranges: [SourceRange]) -> SourceText {
    let all = Array(text.utf8.prefix(ranges.last?.upper ?? 0))
    var bytes = all.map { $0 == UInt8(ascii: "\n") ? $0 : UInt8(ascii: " ") }
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
