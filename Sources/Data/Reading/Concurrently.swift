import CKernels
import Interruption

/// Work that is divided among the threads which kernels use.
enum Concurrently {
  /// How many threads there are.
  static var threads: Int { Int(gm_threads()) }

  /// What `body` makes of each item, on as many threads. Throws what the first of those that failed threw.
  ///
  /// Files are opened before: what a session allows is known to its own thread alone, and no one file is to be opened twice
  /// for one answer. Kernels flush denormal numbers to zero on their threads; here they are as on the thread that asks.
  static func map<Item, Value>(
    _ items: [Item], _ body: @escaping (Item) throws(DataError) -> Value
  ) throws(DataError) -> [Value] {
    guard items.count > 1 else { return try items.map(body) }
    let mode = gm_flush_denormals(), interruption = Interruption.current
    gm_restore_denormals(mode)
    let work = Work<Value>(items.count) { index in
      gm_restore_denormals(mode)
      defer { _ = gm_flush_denormals() }
      return Interruption.$current.withValue(interruption) {
        do throws(DataError) { return .success(try body(items[index])) } catch { return .failure(error) }
      }
    }
    gm_run_concurrently(
      Int32(items.count),
      { context, index in
        Unmanaged<AnyWork>.fromOpaque(context).takeUnretainedValue().run(Int(index))
      }, Unmanaged<AnyWork>.passUnretained(work).toOpaque())
    var values: [Value] = []
    for result in work.results { if let result { values.append(try result.get()) } }
    return values
  }

  private class AnyWork {
    func run(_ index: Int) {}
  }

  /// Each result has a place of its own, which one thread writes.
  private final class Work<Value>: AnyWork {
    let places: UnsafeMutablePointer<Result<Value, DataError>?>
    let count: Int
    let body: (Int) -> Result<Value, DataError>

    init(_ count: Int, _ body: @escaping (Int) -> Result<Value, DataError>) {
      (self.count, self.body) = (count, body)
      places = .allocate(capacity: count)
      places.initialize(repeating: nil, count: count)
    }

    deinit {
      places.deinitialize(count: count)
      places.deallocate()
    }

    override func run(_ index: Int) { places[index] = body(index) }

    var results: [Result<Value, DataError>?] { (0..<count).map { places[$0] } }
  }
}
