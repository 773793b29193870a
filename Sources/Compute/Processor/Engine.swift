import CDNNL
import CKernels

#if canImport(Glibc)
  import Glibc
#endif

/// The processor as oneDNN sees it, and the thread pool that oneDNN and the kernels share.
///
/// libgomp keeps a pool for each thread that starts parallel work, so all computing is started from one thread: the one
/// that made the engine. A sibling runs operations on one of the pool's threads beside others.
public final class Engine {
  let handle: dnnl_engine_t
  let stream: dnnl_stream_t
  /// Measures the operations while it is set.
  public var profile: Profile?
  private let owner: Engine?
  private var scratchBuffer: Buffer?

  /// Opens the processor's engine and prepares its threads.
  ///
  /// - Parameter threads: how many threads compute; nil leaves the environment's choice.
  public init(threads: Int? = nil) throws(ComputeError) {
    guard Self.holdsLibraryToInstructionSet else {
      throw ComputeError(operation: "limiting the instruction set", status: "oneDNN was in use before")
    }
    gm_return_large_memory()
    let count = threads ?? Self.threads
    guard Self.obtainableThreads(count) == count else {
      throw ComputeError(operation: "starting \(count) threads", status: "the system lets this program have fewer")
    }
    gm_set_threads(Int32(count))
    var engine: dnnl_engine_t?
    try ComputeError.check(dnnl_engine_create(&engine, dnnl_cpu, 0), "opening the processor")
    var stream: dnnl_stream_t?
    try ComputeError.check(
      dnnl_stream_create(&stream, engine, dnnl_stream_default_flags.rawValue), "opening a stream")
    guard let engine, let stream else { throw ComputeError(operation: "opening the processor", status: "no engine") }
    handle = engine
    self.stream = stream
    owner = nil
  }

  /// The same processor with a stream and scratch memory of its own.
  public init(siblingOf other: Engine) throws(ComputeError) {
    var stream: dnnl_stream_t?
    try ComputeError.check(
      dnnl_stream_create(&stream, other.handle, dnnl_stream_default_flags.rawValue), "opening a stream")
    guard let stream else { throw ComputeError(operation: "opening a stream", status: "no stream") }
    handle = other.handle
    self.stream = stream
    owner = other
  }

  /// Whether it computes one part of a batch beside others.
  var isSibling: Bool { owner != nil }

  deinit {
    dnnl_stream_destroy(stream)
    if owner == nil { dnnl_engine_destroy(handle) }
  }

  /// Scratch memory for one operation; operations of one engine run one after another and share it.
  func scratch(_ layout: Layout) throws(ComputeError) -> Tensor {
    try Tensor(layout, in: scratch(count: layout.size))
  }

  /// The same as plain numbers.
  func scratch(count: Int) throws(ComputeError) -> Buffer {
    if let scratchBuffer, scratchBuffer.count >= count { return scratchBuffer }
    let buffer = try Buffer(count: count)
    scratchBuffer = buffer
    return buffer
  }

  /// Plans operations for a single thread, to be run by a `ThreadGroup`.
  public static func planningForOneThread<Result>(
    _ plan: () throws(ComputeError) -> Result
  ) throws(ComputeError) -> Result {
    let count = threads
    threads = 1
    defer { threads = count }
    return try plan()
  }

  /// How many of so many threads the system lets this program have.
  public static func obtainableThreads(_ count: Int) -> Int { Int(gm_obtainable_threads(Int32(count))) }

  /// How many threads compute.
  public static var threads: Int {
    get { Int(gm_threads()) }
    set { gm_set_threads(Int32(newValue)) }
  }

  /// The instruction set that the kernels use: the best one of the processor, or what `GMVAE_INSTRUCTIONS` names.
  public static var instructionSet: String { String(cString: gm_instruction_set()) }

  /// The commit that the program was made from; nil if the build was not told, as in a source tree.
  public static var commit: String? {
    let commit = String(cString: gm_commit())
    return commit.isEmpty ? nil : commit
  }

  /// What is wrong with `GMVAE_INSTRUCTIONS`; nil if nothing is.
  public static var instructionSetComplaint: String? {
    guard let wanted = getenv("GMVAE_INSTRUCTIONS").map({ String(cString: $0) }), wanted != instructionSet else {
      return nil
    }
    let best = String(cString: gm_best_instruction_set())
    return "GMVAE_INSTRUCTIONS is '\(wanted)': it takes baseline, avx2 or avx512, and this processor has up to \(best)"
  }

  /// Holds oneDNN to the kernels' instruction set, which it allows before it is first used only.
  private static let holdsLibraryToInstructionSet: Bool = {
    guard instructionSet != String(cString: gm_best_instruction_set()) else { return true }
    let most = instructionSet == "avx2" ? dnnl_cpu_isa_avx2 : dnnl_cpu_isa_sse41
    return dnnl_set_max_cpu_isa(most) == dnnl_success
  }()

  /// The version of oneDNN in use, for example "2.6.3".
  public static var version: String {
    guard let version = dnnl_version()?.pointee else { return "unknown" }
    return "\(version.major).\(version.minor).\(version.patch)"
  }
}
