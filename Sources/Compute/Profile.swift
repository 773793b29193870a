import Bytes

/// Where the time of a model's steps goes, by place in the model and kind of work.
///
/// Work is measured while an engine's `profile` is set; a place is set by whoever runs a layer, and holds until the next.
public final class Profile {
  /// A kind of work.
  public enum Work: String, Sendable, CaseIterable {
    /// y from x.
    case forward
    /// dL/dx from dL/dy.
    case inputGradient = "gradient of the input"
    /// dL/dW and dL/db from x and dL/dy.
    case weightGradient = "gradient of the weights"
    /// The same, and Adam's step of W.
    case weightStep = "gradient and step of the weights"
    /// Batch normalization, forward and backward.
    case normalization
    /// The activation's gradient, and sums over a deconvolution's columns.
    case elementwise
    /// Copies of numbers into an order that the next operation reads.
    case layout = "copies between layouts"
    /// Whatever the place's name says.
    case other = ""
  }

  /// What was measured of one kind of work at one place.
  public struct Entry: Sendable {
    /// The layer or the part of the objective.
    public let place: String
    /// What was done.
    public let work: Work
    /// In all.
    public internal(set) var seconds = 0.0
    /// How often.
    public internal(set) var calls = 0
    /// Floating-point operations of the products, in all; 0 where nobody counts them.
    public internal(set) var operations = 0.0
  }

  /// In the order in which they were first seen.
  public private(set) var entries: [Entry] = []
  /// Where the work that is measured next belongs.
  public var place = ""

  /// An empty profile.
  public init() {}

  func add(_ work: Work, seconds: Double, operations: Double) {
    let found = entries.firstIndex { $0.work == work && $0.place == place }
    if found == nil { entries.append(Entry(place: place, work: work)) }
    let index = found ?? entries.count - 1
    entries[index].seconds += seconds
    entries[index].calls += 1
    entries[index].operations += operations
  }
}

extension Backend {
  /// Runs `body`, and measures it if there is a profile.
  ///
  /// - Parameters:
  ///   - place: where it belongs; nil for the place that was set.
  ///   - operations: how many floating-point operations its products take.
  @inline(__always)
  public func measure(
    _ work: Profile.Work, at place: String? = nil, operations: Double = 0, _ body: () throws(ComputeError) -> Void
  ) throws(ComputeError) {
    guard let profile else { return try body() }
    if let place { profile.place = place }
    let began = Clock.now
    try body()
    profile.add(work, seconds: Clock.now - began, operations: operations)
  }
}
