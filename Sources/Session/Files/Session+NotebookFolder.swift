import Animation
import Language
import Notebook
import Plot

extension Session {
  /// Takes the files that a notebook's stored outputs link to for the session's own: running it again replaces them.
  public func adoptFiles(of notebook: Notebook, named names: FigureNames) {
    notebook.links.compactMap(names.path).forEach(files.adopt)
  }

  /// Removes the figures that earlier runs of a notebook made and no output shows any more: only pictures and points
  /// that this program made, under names that it gives, in the notebook's folder of figures.
  public func removeOldFigures(of notebook: Notebook, named names: FigureNames) {
    let shown = Set(notebook.links.compactMap(names.path))
    guard let folder = try? files.allowedPath(names.folder, argument: "file") else { return }
    for name in files.listFolder(folder) where FigureNames.isGiven(name) {
      let path = "\(names.folder)/\(name)"
      guard !shown.contains(path), isOwnFigure(folder + "/" + name) else { continue }
      files.remove(folder + "/" + name)
      environment.note("'\(path)' is removed: no output shows it any more")
    }
  }

  /// Whether this program made a picture or a figure's points, so that nobody loses by its being replaced.
  func isOwnFigure(_ path: String) -> Bool {
    guard !files.isLink(files.resolve(path)), let bytes = try? files.readBytes(path, limit: 1 << 28) else {
      return false
    }
    let maker = Renderer.software(of: bytes) ?? GIFReader(bytes)?.comment
    return maker?.hasPrefix("gmvae") == true || bytes.starts(with: FigurePoints.beginning.utf8)
  }
}
