/// Why points could not be brought into the plane.
public enum ProjectionError: Error, Equatable, CustomStringConvertible {
  /// The numbers do not make whole points.
  case shape(count: Int, dimensions: Int)
  /// A point, counted from 0, has a coordinate that is not finite.
  case notFinite(point: Int)
  /// An option has a value that cannot be used.
  case option(name: String, value: Double, expected: String)
  /// There is not enough memory.
  case memory
  /// LAPACK found no principal axes.
  case noAxes
  /// The caller asked to stop.
  case cancelled

  /// The reason in a sentence, with a way out.
  public var description: String {
    switch self {
    case .shape(let count, let dimensions): "\(count) numbers do not make whole points of \(dimensions) dimensions"
    case .notFinite(let point): "point \(point) has a coordinate that is not a finite number; leave it out"
    case .option(let name, let value, let expected): "\(name) is \(value); it has to be \(expected)"
    case .memory: "there is not enough memory; take fewer points"
    case .noAxes: "the points have no principal axes; leave out dimensions with very large numbers"
    case .cancelled: "the projection was stopped"
    }
  }
}
