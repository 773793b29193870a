/// Why an animation could not be written.
public enum AnimationError: Error, Equatable, CustomStringConvertible {
  /// There is no frame.
  case noFrames
  /// The frames are of no size that a GIF can have.
  case size(width: Int, height: Int)
  /// A frame, counted from 0, does not hold width × height × 3 numbers.
  case frame(Int)
  /// The library refused; its status.
  case library(Int)

  /// The reason in a sentence, with a way out.
  public var description: String {
    switch self {
    case .noFrames: "an animation needs at least one frame"
    case .size(let width, let height):
      "a GIF of \(width) × \(height) pixels cannot be written; give a size between 1 and 65,535 pixels"
    case .frame(let index): "frame \(index) does not have the size of the animation"
    case .library(let status): "the GIF could not be written (cgif's status \(status))"
    }
  }
}
