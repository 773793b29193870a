#if canImport(Glibc)
  import Glibc
#endif

/// The machine the program runs on, or the part of it that its container may use.
public enum Machine {
  /// Its processors' cores, as the system counts them.
  public static let cores = sysconf(Int32(_SC_NPROCESSORS_ONLN))

  /// Its memory in bytes.
  public static let memory = min(
    sysconf(Int32(_SC_PHYS_PAGES)) * sysconf(Int32(_SC_PAGESIZE)), ControlGroup.own?.limit ?? .max)

  /// The bytes that programs can still take without others being swapped out.
  public static var availableMemory: Int {
    let free = number(in: "/proc/meminfo", after: "MemAvailable:").map { $0 << 10 } ?? memory
    return max(0, min(free, ControlGroup.own?.free ?? .max))
  }

  /// The bytes of memory that this program has in use.
  public static var residentMemory: Int { (number(in: "/proc/self/status", after: "VmRSS:") ?? 0) << 10 }

  /// The number in the line of a small file that begins with a word.
  fileprivate static func number(in path: String, after word: String) -> Int? {
    lines(of: path).lazy.compactMap { line in
      let fields = line.split(separator: " ", maxSplits: 2)
      return fields.count > 1 && fields[0] == word ? Int(fields[1]) : nil
    }.first
  }

  fileprivate static func lines(of path: String) -> [Substring] {
    guard let file = fopen(path, "re") else { return [] }
    defer { fclose(file) }
    var bytes = [UInt8](repeating: 0, count: 1 << 16)
    let count = fread(&bytes, 1, bytes.count, file)
    return String(decoding: bytes[..<count].map { $0 == 9 ? 32 : $0 }, as: UTF8.self).split(separator: "\n")
  }
}

/// The control group, version 2, that bounds this program's memory, as containers and systemd set it.
private struct ControlGroup {
  let folder: String
  let limit: Int

  /// The tightest bound on the way from the program's group to the root; nil where there is none.
  static let own: ControlGroup? = {
    guard let line = Machine.lines(of: "/proc/self/cgroup").first(where: { $0.hasPrefix("0::/") }) else { return nil }
    var path = line.dropFirst(3)[...], tightest: ControlGroup?
    while true {
      let folder = "/sys/fs/cgroup" + (path == "/" ? "" : path)
      if let limit = Machine.lines(of: folder + "/memory.max").first.flatMap({ Int($0) }),
        limit < tightest?.limit ?? .max
      {
        tightest = ControlGroup(folder: folder, limit: limit)
      }
      guard path.count > 1, let slash = path.lastIndex(of: "/") else { return tightest }
      path = slash == path.startIndex ? "/" : path[..<slash]
    }
  }()

  /// What the group can still take; the pages of files that it holds can be had too.
  var free: Int {
    let used = Machine.lines(of: folder + "/memory.current").first.flatMap { Int($0) } ?? 0
    return limit - used + (Machine.number(in: folder + "/memory.stat", after: "inactive_file") ?? 0)
  }
}
