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

  func perform(_ call: Call, in session: Session) throws -> Outcome { Outcome(try Self.animate(call, in: session)) }
}

extension Animate {
  /// A figure of each snapshot and then of the session's model, as a film.
  static func animate(_ call: Call, in session: Session) throws -> Value {
    let watch = try Watch(call[Animate.figure], argument: "figure")
    guard !session.state.models.snapshots.names.isEmpty else {
      throw CommandError(
        "there are no snapshots to go through", argument: "figure",
        hint:
          "take one before each training: snapshot a; or let a training make the film: train 9 epochs watch=\"\(watch.name).gif\""
      )
    }
    var film = Film()
    for name in session.state.models.snapshots.names + [Snapshots.current] {
      film.add(
        try figure(of: watch, drawnWith: TakeSnapshot.model(named: name, "figure", in: session), call, in: session))
    }
    let bytes = try film.gif(secondsPerFrame: call[Animate.seconds])
    let path = try session.figures.put(film: bytes, named: watch.name, at: call.output, force: call.force)
    return .record(film.record(named: watch.name, path: path, bytes: bytes.count))
  }

  fileprivate static func figure(of watch: Watch, drawnWith loaded: LoadedModel, _ call: Call, in session: Session)
    throws -> Figure
  {
    let before = session.state.models.current
    session.state.models.current = loaded
    defer { session.state.models.current = before }
    let arguments = call.arguments.filter { watch.plot.declaration.parameter(named: $0.key) != nil }
    return try Watcher.figure(of: watch.plot, for: call, arguments: arguments, in: session)
  }
}
