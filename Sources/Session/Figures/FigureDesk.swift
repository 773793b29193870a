import Files
import Language
import Notebook
import Plot

/// Where figures go: it gives their paths, writes them or compares them with those that a notebook stores, and keeps what
/// was drawn last.
public final class FigureDesk {
  /// Where figures go that no `>` names a path for.
  public var place = FigurePlace.numbered
  /// Shows a figure in the place of the last one of the same training, where it can be seen; draws it only then.
  public var showLive: ((ShownFigure) -> Void)?
  private let files: FileDoor
  private let note: (String) -> Void
  private let folder: () -> String
  private var numbers = FigureNumbers()
  private var comparison: PictureComparison
  /// The figures drawn last, each with its path, the newest last.
  private var recent: [(path: String, figure: Figure)] = []
  /// How many of them are kept, fewer if they hold more numbers than so many: 32 MB.
  static let mostRecent = 24
  private static let mostNumbers = 4_000_000
  /// The points of the figures drawn last.
  private var points = PointClouds()

  /// - Parameter folder: gives the folder of numbered figures.
  init(_ files: FileDoor, note: @escaping (String) -> Void, folder: @escaping () -> String) {
    self.files = files
    self.note = note
    self.folder = folder
    comparison = PictureComparison(files)
  }

  /// The path of a figure that no `>` names one for; `ending` is `gif` for a film.
  func nextPath(_ name: String, ending: String = "png") -> String {
    switch place {
    case .numbered:
      let folder = folder()
      return numbers.next(name, ending: ending, in: folder) { files.listFolder(folder) }
    case .notebook(var names, let isWritten):
      defer { place = .notebook(names, isWritten: isWritten) }
      return names.next(name, ending: ending)
    }
  }

  /// Whether a path is that of a numbered figure of this session.
  func hasNumbered(_ path: String) -> Bool { numbers.paths.contains(path) }

  /// Puts a figure to the path that is asked for, or to the next one, and gives that. While a notebook is checked, nothing
  /// is written there.
  func put(_ figure: Figure, named name: String, at asked: String?, force: Bool) throws -> String {
    var path = asked ?? nextPath(name)
    if place.isChecked {
      comparison.compare(figure, with: path)
    } else {
      let bytes = try Renderer.render(figure, as: PictureFormat(of: path))
      path = try write(bytes, named: name, to: path, isGiven: asked != nil, force: force)
    }
    recent.removeAll { $0.path == path }
    recent = recent.suffix(Self.mostRecent - 1) + [(path, figure)]
    while recent.count > 1, recent.reduce(0, { $0 + $1.figure.numbers }) > Self.mostNumbers { recent.removeFirst() }
    return path
  }

  /// The same of a film.
  func put(film bytes: [UInt8], named name: String, at asked: String?, force: Bool) throws -> String {
    let path = asked ?? nextPath(name, ending: "gif")
    guard place.isChecked else { return try write(bytes, named: name, to: path, isGiven: asked != nil, force: force) }
    comparison.compare(film: bytes, with: path)
    return path
  }

  /// Keeps a figure's points: in a file if a notebook is written, whose path it gives; else in memory. `completed` puts
  /// what is known of the examples into a file's points, which takes long.
  func keep(
    _ cloud: () -> PointCloud, besidePicture path: String, isNamed: Bool, completed: (PointCloud) throws -> PointCloud
  ) throws -> String? {
    if case .numbered = place { points[path] = cloud() }
    guard !isNamed, case .notebook(_, isWritten: true) = place else { return nil }
    let isOwn = isOwn(PointCloud.path(besidePicture: path))
    return try write(completed(cloud()), besidePicture: path, force: isOwn)
  }

  /// Writes a figure's points beside its picture, and gives their path.
  func write(_ cloud: PointCloud, besidePicture path: String, force: Bool) throws -> String {
    let path = PointCloud.path(besidePicture: path)
    try files.write(Array(cloud.json.utf8), to: path, force: force)
    return path
  }

  /// Writes a picture, and gives its path: the one that is given or, in the folder of figures, the next one that is free,
  /// for other sessions draw there too.
  func write(
    _ bytes: [UInt8], named name: String, to first: String, isGiven: Bool, force: Bool, argument: String = "output"
  ) throws -> String {
    var path = first
    while true {
      let isForced = force || !isGiven && place.isOfNotebook && isOwn(path)
      do {
        try files.write(to: path, force: isForced, argument: argument) { try $0.append(bytes) }
        return path
      } catch is CommandError where !isGiven && !place.isOfNotebook && files.exists(path) {
        path = nextPath(name, ending: path.hasSuffix(".gif") ? "gif" : "png")
      }
    }
  }

  /// Compares a figure with the one that a notebook stores at a path.
  func compare(_ figure: Figure, with path: String) { comparison.compare(figure, with: path) }

  /// The same of a film.
  func compare(film bytes: [UInt8], with path: String) { comparison.compare(film: bytes, with: path) }

  /// What was different in pictures since this was last asked, a line each.
  public func takeDifferences() -> [String] { comparison.take() }

  /// The figure of a record, if it was drawn not long ago.
  func drawn(_ record: Record) -> Figure? { recent.first { record["path"] == .text($0.path) }?.figure }

  /// The points of a figure drawn not long ago; nil if it has none.
  func points(besidePicture path: String) -> PointCloud? { points[path] }
}

extension FigureDesk {
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
      guard !shown.contains(path), isOwn(folder + "/" + name) else { continue }
      files.remove(folder + "/" + name)
      note("'\(path)' is removed: no output shows it any more")
    }
  }

  /// Whether this program made a picture or a figure's points, so that nobody loses by its being replaced.
  private func isOwn(_ path: String) -> Bool {
    guard !files.isLink(files.resolve(path)), let bytes = try? files.readBytes(path, limit: 1 << 28) else {
      return false
    }
    return PictureComparison.isOwn(bytes) || bytes.starts(with: FigurePoints.beginning.utf8)
  }
}

extension Figure {
  /// About how many numbers it holds.
  fileprivate var numbers: Int {
    panels.reduce(0) { sum, panel in
      switch panel {
      case .chart(let chart):
        sum + chart.marks.reduce(0) { if case .points(let points) = $1 { $0 + 3 * points.x.count } else { $0 } }
      case .pictures(let grid):
        sum + grid.rows.flatMap(\.pictures).reduce(0) { $0 + ($1.map { $0.pixels.count } ?? 0) / 8 }
      case .figure(let figure): sum + figure.numbers
      }
    }
  }
}

extension PictureFormat {
  /// The kind of picture that a path's ending says.
  init(of path: String, argument: String = "output") throws(CommandError) {
    switch path.split(separator: ".").last?.lowercased() {
    case "png": self = .png()
    case "svg": self = .svg
    case "pdf": self = .pdf
    case "eps": self = .eps
    default:
      throw CommandError(
        "'\(path)' does not say which kind of picture it is to be", argument: argument,
        hint: "end it in .png, .svg, .pdf or .eps")
    }
  }
}
