/// Whether the person asked to stop, for all work that takes long: every loop over data asks between two pieces of it.
///
/// Who runs such work says how to know, and turns the error that ends it into what a person sees.
public struct Interruption: Sendable {
  /// How the work under way asks; nobody stops it unless said otherwise.
  ///
  /// The task's value is this structure and not the bare function: pushing a function as a task's value crashes in
  /// optimized builds (Swift 6.3).
  @TaskLocal public static var current = Interruption { false }

  private let asks: @Sendable () -> Bool

  /// An answer that `isRequested` gives.
  public init(_ isRequested: @escaping @Sendable () -> Bool) { asks = isRequested }

  /// Whether the work is to stop.
  public static var isRequested: Bool { current.asks() }

  /// Does work that is to end whatever the person asks: short, and half done it would be worth nothing.
  public static func ignored<Result, Failure: Error>(
    _ work: () throws(Failure) -> Result
  ) throws(Failure) -> Result {
    var result: Swift.Result<Result, Failure>?
    $current.withValue(Interruption { false }) { result = Swift.Result { () throws(Failure) in try work() } }
    guard let result else { return try work() }
    return try result.get()
  }
}

/// An error that can also say that the person asked to stop.
public protocol InterruptibleError: Error {
  /// What ends the work.
  static var interrupted: Self { get }
  /// Whether it says that.
  var isInterruption: Bool { get }
}

extension InterruptibleError {
  /// Ends the work if the person asked to stop.
  public static func throwIfInterrupted() throws(Self) {
    if Interruption.isRequested { throw interrupted }
  }
}

/// The person asked to stop.
public struct InterruptionRequest: InterruptibleError, Equatable {
  /// What ends the work.
  public static let interrupted = InterruptionRequest()
  /// It always does.
  public var isInterruption: Bool { true }
}
