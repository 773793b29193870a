import Language
import Notebook

/// Reads and writes notebooks and what they are rendered as.
public struct NotebookFiles {
  let files: FileDoor
  let note: (String) -> Void

  /// The path of a notebook itself if it was named by a link to it: its figures are beside the notebook.
  public func path(_ path: String) -> String { files.behindLinks(path) }

  /// The text of a notebook, or of another file that is no pipe.
  public func read(_ path: String) throws -> String { try files.readText(path) }

  /// Writes a notebook whole, in place of the one that was read or written before.
  ///
  /// - Throws: `CommandError` if the file was changed by somebody else meanwhile, or cannot be written.
  public func store(_ bytes: [UInt8], at path: String, replacing old: [UInt8]) throws {
    files.adopt(path)
    guard try Array(files.readText(path).utf8) == old else {
      throw CommandError(
        "'\(path)' was changed while it ran, and is left as it is now", hint: "run it again to store its outputs")
    }
    if bytes != old { try files.write(bytes, to: path, force: false) }
  }

  /// Writes a notebook to be begun; never in the place of a file.
  public func create(_ bytes: [UInt8], at path: String) throws {
    guard path.hasSuffix(".md") else {
      throw CommandError("'\(path)' does not say that it is to be a notebook", hint: "end it in .md")
    }
    guard !files.exists(path) else {
      throw CommandError("'\(path)' exists, and a new notebook replaces no file", hint: "name another file")
    }
    try files.write(bytes, to: path, force: false)
  }

  /// The notebooks in a folder, a row each: the Markdown files that have cells.
  public func list(in folder: String) throws -> Table {
    guard files.isFolder(try files.allowedPath(folder, argument: "file")) else {
      throw CommandError("there is no folder '\(folder)'", hint: "name a folder, or nothing for the working folder")
    }
    let names = files.listFolder(folder).filter { $0.hasSuffix(".md") }
    return Table(
      columns: ["file", "title", "cells", "outputs", "stale", "parameters"].map { .init($0) },
      rows: names.compactMap { row(of: $0, in: folder) })
  }

  private func row(of name: String, in folder: String) -> [Value]? {
    let path = folder == "." ? name : folder.hasSuffix("/") ? folder + name : "\(folder)/\(name)"
    guard let bytes = try? files.readBytes(path, limit: 1 << 24),
      let summary = NotebookSummary(Notebook(parsing: bytes), named: path, Commands.set)
    else { return nil }
    if let problem = summary.problem { note("'\(path)' would not run: \(problem)") }
    let numbers = [summary.cells, summary.outputs, summary.stale].map { Value.number(Double($0)) }
    return [.text(path), .text(summary.title)] + numbers + [.text(summary.parameters.joined(separator: " "))]
  }

  /// The most bytes of a picture that pages take in.
  private static let mostBytes = 1 << 25

  /// A file's bytes; nil if it cannot or may not be read.
  public func readPicture(_ path: String) -> [UInt8]? {
    try? files.readBytes(path, limit: Self.mostBytes)
  }

  /// Writes what a notebook was rendered as.
  ///
  /// - Parameters:
  ///   - force: whether it may take the place of any file.
  ///   - mayReplace: whether it may take the place of a file with these bytes all the same.
  /// - Throws: `CommandError` if it may not, or the file cannot be written.
  public func storeRendered(
    _ bytes: [UInt8], at path: String, force: Bool, mayReplace: ([UInt8]) -> Bool
  ) throws {
    let isForced = force || files.exists(path) && (readPicture(path).map(mayReplace) ?? false)
    do {
      try files.write(bytes, to: path, force: isForced)
    } catch let error as CommandError where error.hint?.contains("force=true") == true {
      throw CommandError(
        "'\(path)' exists and is not a page that gmvae made", argument: error.argument,
        hint: "name another file with -o, or add --force to replace it")
    }
  }
}
