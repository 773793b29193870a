import Language
import Plot

/// `animate`: a figure of each snapshot and then of the session's model, as a film.
struct Animate: SessionCommand {
  static let figure = Parameter("figure", .choice(Watch.figures), before: ["history", "of"], "which figure")
  static let seconds = Option(
    "seconds", .number(0.02...60), default: 0.5, unit: "seconds", "how long each picture stays")

  let declaration = CommandDeclaration(
    "animate",
    [Self.figure, Self.seconds] + FigureKeys.all.filter { !["title", "dpi"].contains($0.declaration.name) },
    summary: "a figure at each snapshot and now, as a film",
    details: """
      The snapshots in the order they were first taken, then the session's model, all on the same axes. A film of every epoch of \
      one training is made by train itself, with watch="latents.gif".
      """,
    needs: [.data, .model], returns: "a record of the file: path, bytes, pictures",
    examples: ["snapshot before; train 1 epoch; animate latents", "animate history of latents > \"latents.gif\""],
    output: .film)

  func perform(_ call: Call, in session: Session) throws -> Outcome { Outcome(try session.animate(call)) }
}

extension Session {
  /// A figure of each snapshot and then of the session's model, as a film.
  func animate(_ call: Call) throws -> Value {
    let watch = try Watch(call[Animate.figure], argument: "figure")
    guard !snapshots.names.isEmpty else {
      throw CommandError(
        "there are no snapshots to go through", argument: "figure",
        hint:
          "take one before each training: snapshot a; or let a training make the film: train 9 epochs watch=\"\(watch.name).gif\""
      )
    }
    var path = call.output ?? nextFigurePath(watch.name, ending: "gif")
    var film = Film()
    for name in snapshots.names + [Snapshots.current] {
      film.add(try figure(of: watch, drawnWith: model(named: name, "figure"), call))
    }
    let bytes = try film.gif(secondsPerFrame: call[Animate.seconds])
    if figurePlace.isChecked {
      noteDifference(ofFilm: bytes, from: path)
    } else {
      path = try write(bytes, named: watch.name, to: path, isGiven: call.output != nil, force: call.force)
    }
    return .record(film.record(named: watch.name, path: path, bytes: bytes.count))
  }

  fileprivate func figure(of watch: Watch, drawnWith loaded: LoadedModel, _ call: Call) throws -> Figure {
    let before = current
    current = loaded
    defer { current = before }
    let arguments = call.arguments.filter { watch.plot.declaration.parameter(named: $0.key) != nil }
    return try self.figure(of: watch.plot, for: call, arguments: arguments)
  }
}
