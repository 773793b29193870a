/// One field of a figure's grid.
public enum Panel: Sendable, Equatable {
  /// Marks on two axes.
  case chart(Chart)
  /// Rows of small images.
  case pictures(PictureGrid)
}
