import Bytes

#if canImport(Glibc)
  import Glibc
#endif

/// The machine the program runs on, or the part of it that its container may use.
public enum Machine {
  /// Its processors' cores, as the system counts them.
  public static let cores = sysconf(Int32(_SC_NPROCESSORS_ONLN))

  /// What its processor is called; the instruction set's family if the system does not say.
  public static let processor: String = {
    let line = SmallFile.lines(of: "/proc/cpuinfo").first { $0.hasPrefix("model name") }
    let name = line?.split(separator: ":", maxSplits: 1).last.map { $0.drop { $0 == " " } }
    return name.map(String.init) ?? "x86-64"
  }()

  /// Its memory in bytes.
  public static let memory = min(
    sysconf(Int32(_SC_PHYS_PAGES)) * sysconf(Int32(_SC_PAGESIZE)), ControlGroup.own?.limit ?? .max,
    addressSpace ?? .max)

  /// The bytes that the shell lets this program have at most, as `ulimit -v` says; nil for any number.
  private static let addressSpace: Int? = {
    var limit = rlimit()
    guard getrlimit(__rlimit_resource_t(RLIMIT_AS.rawValue), &limit) == 0 else { return nil }
    return Int(exactly: limit.rlim_cur)
  }()

  /// The bytes that programs can still take without others being swapped out.
  public static var availableMemory: Int {
    let free = SmallFile.number(in: "/proc/meminfo", after: "MemAvailable:").map { $0 << 10 } ?? memory
    return min(free, ControlGroup.own?.free ?? .max, freeAddressSpace ?? .max)
  }

  private static var freeAddressSpace: Int? {
    addressSpace.map { max(0, $0 - (SmallFile.number(in: "/proc/self/status", after: "VmSize:") ?? 0) << 10) }
  }

  /// How long the program's threads have waited for a core that others had, all together, in seconds; 0 if the system does
  /// not say.
  public static var waitedSeconds: Double {
    let threads = SmallFile.names(in: "/proc/self/task")
    return threads.reduce(0) { sum, thread in
      let fields = SmallFile.lines(of: "/proc/self/task/\(thread)/schedstat").first?.split(separator: " ") ?? []
      return sum + (fields.count > 1 ? Double(fields[1]) ?? 0 : 0) * 1e-9
    }
  }

  /// The bytes of memory that this program has in use.
  public static var residentMemory: Int { (SmallFile.number(in: "/proc/self/status", after: "VmRSS:") ?? 0) << 10 }
}
