import Language
import Plot

extension Session {
  /// A figure of each snapshot and then of the session's model, as a film.
  func animate(_ invocation: Invocation) throws -> Value {
    let watch = try Watch(invocation.text("figure") ?? "", argument: "figure")
    guard !snapshots.names.isEmpty else {
      throw CommandError(
        "there are no snapshots to go through", argument: "figure",
        hint:
          "take one before each training: snapshot a; or let a training make the film: train 9 epochs watch=\"\(watch.name).gif\""
      )
    }
    var path = invocation.output ?? nextFigurePath(watch.name, ending: "gif")
    var film = Film()
    for name in snapshots.names + [Snapshots.current] {
      film.add(try figure(of: watch, drawnWith: model(named: name, "figure"), invocation))
    }
    let bytes = try film.gif(secondsPerFrame: invocation.number("seconds") ?? 0.5)
    if figurePlace.isChecked {
      noteDifference(ofFilm: bytes, from: path)
    } else {
      path = try write(
        bytes, named: watch.name, to: path, isGiven: invocation.output != nil, force: invocation.force)
    }
    return .record(film.record(named: watch.name, path: path, bytes: bytes.count))
  }

  private func figure(of watch: Watch, drawnWith loaded: LoadedModel, _ invocation: Invocation) throws -> Figure {
    let before = current
    current = loaded
    defer { current = before }
    let arguments = invocation.arguments.filter { watch.plot.parameter(named: $0.key) != nil }
    return try described(watch.plot, for: invocation, arguments: arguments)
  }
}
