import CKernels
import Compute

/// Work that is divided among the threads which kernels use.
enum Concurrently {
  /// What `body` makes of each item, on as many threads. Throws what the first of those that failed threw.
  ///
  /// Files are opened before: what a session allows is known to its own thread alone, and no one file is to be opened twice
  /// for one answer. Kernels flush denormal numbers to zero on their threads; here they are as on the thread that asks.
  static func map<Item, Value>(
    _ items: [Item], _ body: (Item) throws(DataError) -> Value
  ) throws(DataError) -> [Value] {
    guard items.count > 1 else { return try items.map(body) }
    let mode = gm_flush_denormals()
    gm_restore_denormals(mode)
    return try ThreadGroup(count: items.count).map { index, _ throws(DataError) in
      gm_restore_denormals(mode)
      defer { _ = gm_flush_denormals() }
      return try body(items[index])
    }
  }
}
