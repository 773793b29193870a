import CKernels
import Interruption

/// Work that runs on several threads of the pool at once, one part on each, and waits for all.
public final class ThreadGroup {
  /// How many parts there are.
  public let count: Int
  private let errors: UnsafeMutableBufferPointer<ComputeError?>
  private var body: (Int) throws(ComputeError) -> Void = { _ in }

  /// So many things in parts as even as can be, which do not depend on the threads.
  public static func ranges(of count: Int, parts: Int) -> [Range<Int>] {
    (0..<parts).map { count * $0 / parts..<count * ($0 + 1) / parts }
  }

  /// A group of `count` threads.
  public init(count: Int) {
    self.count = count
    errors = .allocate(capacity: count)
    errors.initialize(repeating: nil)
  }

  deinit {
    errors.deinitialize()
    errors.deallocate()
  }

  /// Calls `body` with 0..<count on so many threads at most; operations and kernels inside run on that one thread.
  ///
  /// - Throws: the error of the first part that failed.
  public func run(threads: Int = .max, _ body: (Int) throws(ComputeError) -> Void) throws(ComputeError) {
    guard count > 1 else { return try body(0) }
    withoutActuallyEscaping(body) { body in
      self.body = body
      gm_run_concurrently(
        Int32(count), Int32(clamping: threads),
        { context, index in
          Unmanaged<ThreadGroup>.fromOpaque(context).takeUnretainedValue().runPart(Int(index))
        }, Unmanaged.passUnretained(self).toOpaque())
      self.body = { _ in }
    }
    for error in errors { if let error { throw error } }
  }

  /// What `body` makes of each part, in their order. It is also told the thread that it is on, below `threads`.
  ///
  /// - Throws: what the first part that failed threw.
  public func map<Value, Failure: Error>(
    threads: Int = .max, _ body: (_ part: Int, _ thread: Int) throws(Failure) -> Value
  ) throws(Failure) -> [Value] {
    var results = [Result<Value, Failure>?](repeating: nil, count: count)
    // A thread of the pool does not know by itself whom to ask whether to stop.
    let interruption = Interruption.current
    results.withUnsafeMutableBufferPointer { results in
      // Each result has a place of its own, which one thread writes; that a part failed is told there.
      let places = results
      try? run(threads: threads) { part in
        places[part] = Interruption.$current.withValue(interruption) {
          do throws(Failure) { return .success(try body(part, Int(gm_thread_number()))) } catch {
            return .failure(error)
          }
        }
      }
    }
    var values: [Value] = []
    for case let result? in results { values.append(try result.get()) }
    return values
  }

  /// Parts write to places of their own.
  private func runPart(_ index: Int) {
    do throws(ComputeError) {
      try body(index)
      errors[index] = nil
    } catch {
      errors[index] = error
    }
  }
}
