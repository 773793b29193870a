import Language

extension Notebook {
  /// A new notebook of cells without outputs.
  ///
  /// - Parameters:
  ///   - parameters: the names and values of its front matter, values as one writes them in the command language.
  ///   - cells: the lines of each cell.
  public init(
    titled title: String, threads: Int, seed: UInt64, parameters: [(name: String, literal: String)], cells: [[String]]
  ) {
    let settings = ["threads: \(threads)", "seed: \(seed)"]
    let values = parameters.isEmpty ? [] : ["parameters:"] + parameters.map { "  \($0.name): \($0.literal)" }
    let head = ["---"] + values + settings + ["---", "", "# " + title.escapingControls]
    let fences = cells.map { Fence.around($0.joined(separator: "\n")) }
    let lines = head + zip(cells, fences).flatMap { ["", $1 + "gmvae"] + $0 + [$1] }
    self.init(parsing: Array(lines.map { $0 + "\n" }.joined().utf8))
  }
}
