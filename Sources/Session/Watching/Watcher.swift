import Language
import Plot

/// What is to be drawn again after each epoch of a training: `latents`, `"run/latents-8.png"`, `"history.gif"`.
struct Watch {
  /// The command that draws it.
  let plot: any FigureCommand
  /// What it is called: `latents`.
  let name: String
  /// The file; nil for the next one in the folder of figures.
  let path: String?

  /// The figures that can be drawn again and again.
  static let figures = [
    "latents", "style", "density", "components", "usage", "confusion", "reconstructions", "responsibilities", "weights",
    "history", "accuracy",
  ]

  /// - Throws: `CommandError` about that argument, where the text begins with no figure's name.
  init(_ text: String, argument: String = "watch") throws(CommandError) {
    let file = text.split(separator: "/").last ?? ""
    let name = String(file.prefix { $0.isLetter })
    guard Self.figures.contains(name), let plot = Commands.performer(of: "plot \(name)") as? any FigureCommand else {
      throw CommandError(
        "'\(text)' begins with the name of no figure that can be watched", argument: argument,
        hint: "watch=latents, or a file such as \"latents.gif\"",
        known: Self.figures)
    }
    self.plot = plot
    self.name = name
    path = name == text ? nil : text
  }

  /// Whether every epoch's picture is kept, as a frame.
  var isFilm: Bool { path?.lowercased().hasSuffix(".gif") ?? false }
  /// Whether only a trained model has it.
  var isOfTraining: Bool { plot.declaration.needs.contains(.trained) }
}

/// Draws a figure again after each epoch: into the same file, which viewers see whole at any time, and in the same place
/// of a terminal that shows pictures. Where a notebook is checked, the last one is compared with the one there.
final class Watcher {
  private let watch: Watch
  private let session: Session
  private let call: Call
  private let log: TrainingLog?
  private var path: String
  private let isChecked: Bool
  /// Every picture has its size.
  private var first: Picture?
  private var film = Film()
  private var latest: Figure?
  private var failure: String?

  /// Draws the figure as it is before training, where it can be, so that what cannot be drawn is refused.
  init(_ watch: Watch, for call: Call, _ log: TrainingLog?, in session: Session) throws {
    self.log = log
    self.watch = watch
    self.session = session
    self.call = call
    isChecked = session.figures.place.isChecked
    path = watch.path ?? session.figures.nextPath(watch.name)
    if !watch.isFilm { _ = try PictureFormat(of: path, argument: "watch") }
    if !isChecked, watch.path != nil {
      try session.files.checkMayReplace(path, force: call.force, argument: "watch")
    }
    if !watch.isOfTraining { try draw() }
  }

  /// Draws the figure as it is after an epoch. A failure is told once and ends no training.
  func epochEnded() { attempt(draw) }

  /// Writes the film, if there is one, and gives what was drawn; nil if nothing was.
  ///
  /// - Throws: `CommandError` if something could not be drawn or written.
  func trainingEnded() throws -> Record? {
    var record = Record(kind: "figure", fields: [.init("name", .text(watch.name)), .init("path", .text(path))])
    if watch.isFilm, film.count > 0 {
      attempt {
        let bytes = try film.gif()
        record = film.record(named: watch.name, path: path, bytes: bytes.count)
        isChecked ? session.figures.compare(film: bytes, with: path) : try write(bytes)
      }
    } else if isChecked, let latest {
      session.figures.compare(latest, with: path)
    }
    if let failure {
      throw CommandError(
        "the training is done, but \(watch.name) could not be drawn after each epoch: \(failure)", argument: "watch",
        hint: "the model is as trained; draw it once with: \(watch.plot.declaration.name)")
    }
    guard first != nil else { return nil }
    if !isChecked { session.environment.note("\(watch.name) after each epoch: \(path)") }
    return record
  }

  private func attempt(_ work: () throws -> Void) {
    guard failure == nil else { return }
    do {
      try work()
    } catch {
      let reason = (error as? CommandError)?.message ?? "\(error)"
      failure = reason
      session.environment.note("\(watch.name) can no longer be drawn, training goes on: \(reason)")
    }
  }

  private func draw() throws {
    var figure = try Self.figure(of: watch.plot, for: call, in: session)
    if watch.isFilm { film.add(figure) }
    if first == nil { first = try Renderer.picture(figure, scale: 0.5) }
    figure = figure.sized(as: first, scale: 0.5)
    latest = figure
    if !isChecked, !watch.isFilm { try write(Renderer.render(figure, as: PictureFormat(of: path, argument: "watch"))) }
    if let epoch = session.state.models.current?.model.position.epoch {
      log?.add(figure, named: watch.name, epoch: epoch)
    }
    session.figures.showLive?(ShownFigure(figure))
  }

  private func write(_ bytes: [UInt8]) throws {
    path = try session.figures.write(
      bytes, named: watch.name, to: path, isGiven: watch.path != nil, force: call.force, argument: "watch")
  }
}

extension Watcher {
  /// What the training is asked to draw after each epoch; nil for nothing.
  static func asked(by call: Call, _ log: TrainingLog?, in session: Session) throws -> Watcher? {
    guard let text = call[Train.watch] else { return nil }
    let watch = try Watch(text)
    guard watch.name != "accuracy" || call[Train.metrics] > 0 else {
      throw CommandError(
        "no accuracy is taken in this training", argument: "watch", hint: "take it after each epoch with metrics=1")
    }
    return try Watcher(watch, for: call, log, in: session)
  }

  /// The figure that a command draws with these arguments, of which nothing is written.
  static func figure(
    of plot: any FigureCommand, for call: Call, arguments: [String: Value] = [:], in session: Session
  ) throws -> Figure {
    var drawing = call
    (drawing.declaration, drawing.arguments, drawing.output) = (plot.declaration, arguments, nil)
    return try plot.drawing(session.settings.completing(drawing, by: Setting.all), in: session).figure
  }
}

extension Figure {
  /// The figure in the size of a picture that another was drawn as, at a scale; the same if there is none.
  func sized(as picture: Picture?, scale: Double) -> Figure {
    guard let picture else { return self }
    var figure = self
    figure.width = .pixels(Double(picture.width) / scale)
    figure.height = .pixels(Double(picture.height) / scale)
    return figure
  }
}
