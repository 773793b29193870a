import Bytes

/// A control group that bounds this program's memory, as containers and systemd set it: of version 1 or 2.
struct ControlGroup {
  /// The most bytes it may use.
  let limit: Int
  private let folder: String
  private let version: Version

  /// What the versions call the files of a group.
  private struct Version {
    let limit: String
    let usage: String
    /// The pages of files in `memory.stat`, which can be had too.
    let inactiveFiles: String

    static let one = Version(
      limit: "memory.limit_in_bytes", usage: "memory.usage_in_bytes", inactiveFiles: "total_inactive_file")
    static let two = Version(limit: "memory.max", usage: "memory.current", inactiveFiles: "inactive_file")
  }

  /// The group with the tightest bound on the way from the program's own to the root; nil if there is none.
  static let own = ControlGroup()

  /// - Parameter root: the folder that stands for `/`, in tests another one.
  init?(root: String = "") {
    let groups = SmallFile.lines(of: root + "/proc/self/cgroup").compactMap { line in
      Self.place(line).map { (root + $0.mount, $0.path, $0.version) }
    }
    let bounds = groups.flatMap { mount, path, version in
      Self.folders(from: path).compactMap { ControlGroup(folder: mount + $0, version) }
    }
    guard let tightest = bounds.min(by: { $0.limit < $1.limit }) else { return nil }
    self = tightest
  }

  private init?(folder: String, _ version: Version) {
    // Version 2 says `max`, and version 1 a number near 2^63, if there is no bound.
    guard let limit = SmallFile.lines(of: "\(folder)/\(version.limit)").first.flatMap({ Int($0) }), limit < 1 << 62
    else {
      return nil
    }
    (self.limit, self.folder, self.version) = (limit, folder, version)
  }

  /// A line of /proc/self/cgroup: `0::/path` of version 2, `4:memory:/path` of version 1.
  private static func place(_ line: Substring) -> (mount: String, path: Substring, version: Version)? {
    let fields = line.split(separator: ":", maxSplits: 2, omittingEmptySubsequences: false)
    guard fields.count == 3 else { return nil }
    if fields[0] == "0", fields[1].isEmpty { return ("/sys/fs/cgroup", fields[2], .two) }
    return fields[1].split(separator: ",").contains("memory") ? ("/sys/fs/cgroup/memory", fields[2], .one) : nil
  }

  /// The path and those above it. A container sees its own group as the root, whatever its path outside is.
  private static func folders(from path: Substring) -> [String] {
    var folders: [String] = [], rest = path
    while rest.count > 1, let slash = rest.lastIndex(of: "/") {
      folders.append(String(rest))
      rest = rest[..<slash]
    }
    return folders + [""]
  }

  /// What the group can still take.
  var free: Int {
    let used = SmallFile.lines(of: "\(folder)/\(version.usage)").first.flatMap { Int($0) } ?? 0
    return max(0, limit - used + (SmallFile.number(in: folder + "/memory.stat", after: version.inactiveFiles) ?? 0))
  }
}
