import Language

/// A notebook: a Markdown file with cells of the command language and, below each, what it gave.
///
/// Cells are fenced as `gmvae`; the output of a cell stands between two HTML comments after it. Every byte of the file is
/// kept: a notebook that nothing changed gives the same bytes again.
public struct Notebook: Sendable, Equatable {
  /// A piece of the file.
  public enum Part: Sendable, Equatable {
    /// Prose, with all that Markdown has except for cells.
    case prose([UInt8])
    /// A cell with its output.
    case cell(Cell)
  }

  /// The front matter with the lines around it and a byte order mark before it; empty if there is neither.
  public let head: [UInt8]
  /// What follows, in order.
  public private(set) var parts: [Part]
  /// Which of the parts are cells.
  private let places: [Int]

  /// Reads a notebook. Any bytes are one.
  public init(parsing bytes: [UInt8]) {
    var parser = NotebookParser(bytes)
    head = parser.readHead()
    let parts = parser.readParts()
    self.parts = parts
    places = parts.indices.filter { parts[$0].cell != nil }
  }

  /// The file.
  public var bytes: [UInt8] { head + parts.flatMap(\.bytes) }

  /// The cells in order.
  public var cells: [Cell] { parts.compactMap(\.cell) }

  /// Replaces the output of a cell; `index` counts cells from 0.
  public mutating func setOutput(_ output: CellOutput?, ofCell index: Int) {
    guard places.indices.contains(index), var cell = parts[places[index]].cell else { return }
    cell.setOutput(output)
    parts[places[index]] = .cell(cell)
  }

  /// Where the file holds each cell, from its fence to the end of its output.
  public var cellOffsets: [Int] {
    var offset = head.count, offsets: [Int] = []
    for part in parts {
      if part.cell != nil { offsets.append(offset) }
      offset += part.count
    }
    return offsets
  }
}

extension Notebook.Part {
  var bytes: [UInt8] {
    switch self {
    case .prose(let bytes): bytes
    case .cell(let cell): cell.bytes
    }
  }

  /// The number of its bytes.
  var count: Int {
    switch self {
    case .prose(let bytes): bytes.count
    case .cell(let cell): cell.count
    }
  }

  var cell: Cell? { if case .cell(let cell) = self { cell } else { nil } }
}

extension Notebook {
  /// A piece of a notebook to be made: words, or the lines of a cell without an output.
  public enum Piece: Sendable {
    case prose(Prose)
    case cell([String])

    /// Whether it is a cell.
    public var isCell: Bool { if case .cell = self { true } else { false } }

    fileprivate var lines: [String] {
      switch self {
      case .prose(let prose): return prose.lines
      case .cell(let lines):
        let fence = Fence.around(lines.joined(separator: "\n"))
        return [fence + "gmvae"] + lines + [fence]
      }
    }
  }

  /// A new notebook.
  ///
  /// - Parameters:
  ///   - parameters: the names and values of its front matter, values as one writes them in the command language.
  ///   - pieces: what follows its title, in order; words that have cells in them become such.
  public init(
    titled title: String, threads: Int, seed: UInt64, parameters: [(name: String, literal: String)], pieces: [Piece]
  ) {
    let settings = ["threads: \(threads)", "seed: \(seed)"]
    let values = parameters.isEmpty ? [] : ["parameters:"] + parameters.map { "  \($0.name): \($0.literal)" }
    let head = ["---"] + values + settings + ["---", "", "# " + title.escapingControls]
    let lines = head + pieces.flatMap { [""] + $0.lines }
    self.init(parsing: Array(lines.map { $0 + "\n" }.joined().utf8))
  }
}

extension Notebook {
  /// A notebook to begin with: front matter, and a cell that runs.
  ///
  /// - Parameters:
  ///   - title: its title; it may hold any characters.
  ///   - path: the file that it is to be, for the command that runs it.
  public init(skeletonTitled title: String, at path: String) {
    let title = title.escapingControls
    let quoted = title.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
    let text = """
      ---
      title: "\(quoted)"
      parameters:
        epochs: 20   # replaced by epochs=5 on the command line
      seed: 1
      ---

      # \(title)

      What is this about? Run it with

      ```sh
      gmvae run "\(path.escapingControls)" --update
      ```

      and what each cell gives is stored below it.

      ```gmvae
      load arcs
      model components=8
      train epochs epochs lambda=1.5
      plot latents color=component
      ```

      """
    self.init(parsing: Array(text.utf8))
  }
}
