import Plot

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
