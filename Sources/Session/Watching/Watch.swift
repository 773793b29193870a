import Language

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
        hint: "watch=latents, or a file such as \"latents.gif\"; figures: \(Self.figures.joined(separator: ", "))",
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
