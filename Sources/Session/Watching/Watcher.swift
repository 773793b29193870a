import Language
import Plot

/// Draws a figure again after each epoch: into the same file, which viewers see whole at any time, and in the same place
/// of a terminal that shows pictures.
final class Watcher {
  private let watch: Watch
  private let session: Session
  private let invocation: Invocation
  private let path: String
  private let isWritten: Bool
  /// Every picture has its size.
  private var first: Picture?
  private var film = Film()
  private var hasFailed = false

  /// Draws the figure as it is before training, where it can be, so that what cannot be drawn is refused.
  init(_ watch: Watch, for invocation: Invocation, in session: Session) throws {
    self.watch = watch
    self.session = session
    self.invocation = invocation
    isWritten = watch.path != nil || session.figurePlace.isWritten
    path = watch.path ?? session.nextFigurePath(watch.name)
    if !watch.isFilm { _ = try session.format(of: path, argument: "watch") }
    let isOurs = watch.path == nil && session.figurePlace.isOfNotebook
    try session.files.checkMayReplace(path, force: invocation.force || isOurs, argument: "watch")
    if !watch.isOfTraining { try draw() }
  }

  /// Draws the figure as it is after an epoch. A failure is told once and ends no training.
  func epochEnded() { attempt(draw) }

  /// Writes the film, where there is one, and tells where all is.
  func trainingEnded() {
    guard !hasFailed, isWritten, first != nil else { return }
    if watch.isFilm { attempt { try write(film.gif()) } }
    if !hasFailed { session.environment.note("\(watch.name) after each epoch: \(path)") }
  }

  private func attempt(_ work: () throws -> Void) {
    guard !hasFailed else { return }
    do {
      try work()
    } catch {
      hasFailed = true
      let reason = (error as? CommandError)?.message ?? "\(error)"
      session.environment.note("\(watch.name) can no longer be drawn, training goes on: \(reason)")
    }
  }

  private func draw() throws {
    var figure = try session.described(watch.plot, for: invocation)
    if watch.isFilm { film.add(figure) }
    if first == nil { first = try Renderer.picture(figure, scale: 0.5) }
    figure = figure.sized(as: first, scale: 0.5)
    if isWritten, !watch.isFilm { try write(Renderer.render(figure, as: session.format(of: path, argument: "watch"))) }
    session.showLive? { try? Renderer.render(figure, as: .png()) }
  }

  private func write(_ bytes: [UInt8]) throws {
    try session.files.write(to: path, force: true, argument: "watch") { try $0.append(bytes) }
  }
}

extension Session {
  /// What the training is asked to draw after each epoch; nil for nothing.
  func watcher(_ invocation: Invocation) throws -> Watcher? {
    guard let text = invocation.text("watch") else { return nil }
    let watch = try Watch(text)
    guard watch.name != "accuracy" || (invocation.integer("metrics") ?? 0) > 0 else {
      throw CommandError(
        "no accuracy is taken in this training", argument: "watch", hint: "take it after each epoch with metrics=1")
    }
    return try Watcher(watch, for: invocation, in: self)
  }

  /// The figure that a plot command draws with these arguments, of which nothing is written.
  func described(
    _ plot: CommandDeclaration, for invocation: Invocation, arguments: [String: Value] = [:]
  ) throws -> Figure {
    var drawing = invocation
    (drawing.declaration, drawing.arguments, drawing.output) = (plot, arguments, nil)
    let (place, before) = (figurePlace, shown)
    figurePlace = .nowhere
    defer { (figurePlace, shown) = (place, before) }
    _ = try run(settings.completing(drawing))
    guard let figure = shown?.figure else { throw CommandError("'\(plot.name)' drew nothing") }
    return figure
  }
}
