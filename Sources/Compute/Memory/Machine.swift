#if canImport(Glibc)
  import Glibc
#endif

/// The machine the program runs on.
public enum Machine {
  /// Its processors' cores, as the system counts them.
  public static let cores = sysconf(Int32(_SC_NPROCESSORS_ONLN))

  /// The bytes that programs can still take without others being swapped out.
  public static var availableMemory: Int {
    guard let file = fopen("/proc/meminfo", "re") else { return 0 }
    defer { fclose(file) }
    var line = [CChar](repeating: 0, count: 256)
    while fgets(&line, 256, file) != nil {
      let fields = line.prefix { $0 != 0 }.split(separator: 32)
      guard fields.count > 1, fields[0].elementsEqual("MemAvailable:".utf8.map(CChar.init)) else { continue }
      return atol(Array(fields[1]) + [0]) << 10
    }
    return 0
  }

  /// Its memory in bytes.
  public static let memory = sysconf(Int32(_SC_PHYS_PAGES)) * sysconf(Int32(_SC_PAGESIZE))
}
