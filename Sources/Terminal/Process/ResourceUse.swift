import Bytes
import Glibc
import Language

/// A moment's time and memory, to tell what was used since.
public struct ResourceUse {
  private let seconds = Clock.now
  private let megabytes = Self.residentMegabytes

  /// This moment.
  public init() {}

  /// What was used since then: `time 1.24 s  memory 84 MB (+3 MB)`.
  public var textSince: String {
    let now = ResourceUse()
    let elapsed = ((now.seconds - seconds) * 1000).rounded() / 1000
    let more = now.megabytes - megabytes
    return "time \(NumberText.short(elapsed)) s  memory \(now.megabytes) MB (\(more < 0 ? "" : "+")\(more) MB)"
  }

  /// The memory that the process holds at the moment.
  private static var residentMegabytes: Int {
    guard let file = fopen("/proc/self/statm", "re") else { return 0 }
    defer { fclose(file) }
    var line = [CChar](repeating: 0, count: 256)
    guard fgets(&line, 256, file) != nil else { return 0 }
    let fields = line.split(separator: 32)
    let pages = fields.count > 1 ? atol(Array(fields[1]) + [0]) : 0
    return (pages * sysconf(Int32(_SC_PAGESIZE))) >> 20
  }
}
