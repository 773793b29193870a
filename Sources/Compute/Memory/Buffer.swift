#if canImport(Glibc)
  import Glibc
#endif

/// Float32 memory of a fixed size, zero at first, aligned for vector instructions.
///
/// Buffers are made while a model is planned; a training step makes none (`Buffer.allocations` lets tests see it).
public final class Buffer {
  /// The first number; valid as long as the buffer.
  public let pointer: UnsafeMutablePointer<Float>
  /// How many numbers there are.
  public let count: Int
  private let owner: Buffer?

  /// How many buffers were allocated since the program started.
  public nonisolated(unsafe) private(set) static var allocations = 0

  /// Allocates `count` zeros.
  public init(count: Int) throws(ComputeError) {
    self.count = count
    owner = nil
    pointer = try Buffer.allocateZeros(max(count, 1))
    Buffer.allocations += 1
  }

  /// A part of another buffer, which stays alive as long as the part.
  public init(slice start: Int, count: Int, of owner: Buffer) {
    precondition(start >= 0 && count >= 0 && start + count <= owner.count, "a slice lies inside its buffer")
    self.count = count
    self.owner = owner
    pointer = owner.pointer + start
  }

  deinit {
    if owner == nil { free(pointer) }
  }

  /// Page-aligned, so that the kernel hands out zero pages and large buffers can use huge ones.
  private static func allocateZeros(_ count: Int) throws(ComputeError) -> UnsafeMutablePointer<Float> {
    let (bytes, isBeyondAddresses) = count.multipliedReportingOverflow(by: MemoryLayout<Float>.stride)
    guard !isBeyondAddresses, isObtainable(bytes) else { throw .outOfMemory(isBeyondAddresses ? .max : bytes) }
    var raw: UnsafeMutableRawPointer?
    let alignment = bytes >= 1 << 21 ? 1 << 21 : 64
    guard posix_memalign(&raw, alignment, bytes) == 0, let raw else {
      throw .outOfMemory(bytes)
    }
    if bytes >= 1 << 21 { madvise(raw, bytes, MADV_HUGEPAGE) }
    memset(raw, 0, bytes)
    return raw.assumingMemoryBound(to: Float.self)
  }

  /// The system promises more than it has and ends the program that uses it; what is large is compared with what is free.
  private static func isObtainable(_ bytes: Int) -> Bool { bytes < 1 << 26 || bytes < Machine.availableMemory }

  /// The numbers as a view; valid as long as the buffer.
  public var values: UnsafeMutableBufferPointer<Float> { .init(start: pointer, count: count) }

  /// Copies `source` to the start of the buffer.
  public func copy(from source: some Collection<Float>) {
    precondition(source.count <= count, "the numbers fit")
    _ = values.update(fromContentsOf: source)
  }

  /// Sets all numbers to zero.
  public func clear() {
    memset(pointer, 0, count * MemoryLayout<Float>.stride)
  }
}
