import CKernels
import Compute
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
    _ items: [Item], _ body: (Item) throws(DataError) -> Value
  ) throws(DataError) -> [Value] {
    guard items.count > 1 else { return try items.map(body) }
    let mode = gm_flush_denormals(), interruption = Interruption.current
    gm_restore_denormals(mode)
    var results = [Result<Value, DataError>?](repeating: nil, count: items.count)
    results.withUnsafeMutableBufferPointer { results in
      // Each result has a place of its own, which one thread writes; that a part failed is told there.
      let places = results
      try? ThreadGroup(count: items.count).run { index in
        gm_restore_denormals(mode)
        places[index] = Interruption.$current.withValue(interruption) {
          do throws(DataError) { return .success(try body(items[index])) } catch { return .failure(error) }
        }
        _ = gm_flush_denormals()
      }
    }
    var values: [Value] = []
    for result in results { if let result { values.append(try result.get()) } }
    return values
  }
}
