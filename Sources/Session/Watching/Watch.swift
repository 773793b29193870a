import Language

/// What is to be drawn again after each epoch of a training: `latents`, `"run/latents-8.png"`, `"history.gif"`.
struct Watch {
  /// The command that draws it.
  let plot: CommandDeclaration
  /// What it is called: `latents`.
  let name: String
  /// The file; nil for the next one in the folder of figures.
  let path: String?

  /// - Throws: `CommandError` about that argument, where the text begins with no figure's name.
  init(_ text: String, argument: String = "watch") throws(CommandError) {
    let file = text.split(separator: "/").last ?? ""
    let name = String(file.prefix { $0.isLetter })
    guard Commands.watched.contains(name), let plot = Commands.all.first(where: { $0.path == ["plot", name] }) else {
      throw CommandError(
        "'\(text)' begins with the name of no figure that can be watched", argument: argument,
        hint: "watch=latents, or a file such as \"latents.gif\"; figures: \(Commands.watched.joined(separator: ", "))",
        known: Commands.watched)
    }
    self.plot = plot
    self.name = name
    path = name == text ? nil : text
  }

  /// Whether every epoch's picture is kept, as a frame.
  var isFilm: Bool { path?.lowercased().hasSuffix(".gif") ?? false }
  /// Whether only a trained model has it.
  var isOfTraining: Bool { plot.needs.contains(.trained) }
}
