/// What is shown, and in which form.
public struct OutputOptions: Sendable {
  /// Results as JSON, one value a line.
  public var isJSON: Bool
  /// Only what `print` and expressions say, and errors.
  public var isQuiet: Bool
  /// Each statement before its results.
  public var isEchoing: Bool

  /// Whether a person may have figures shown in the viewer of the desktop.
  public var startsViewer: Bool

  /// Results for people, all of them, unless said otherwise.
  public init(isJSON: Bool = false, isQuiet: Bool = false, isEchoing: Bool = false, startsViewer: Bool = false) {
    self.isJSON = isJSON
    self.isQuiet = isQuiet
    self.isEchoing = isEchoing
    self.startsViewer = startsViewer
  }
}
