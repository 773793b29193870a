import TestSupport
import Testing

@testable import Compute

@Suite("The memory that a container may use")
struct ControlGroupTests {
  let root: ScratchFolder

  init() throws { root = try ScratchFolder() }

  private func write(_ files: [String: String]) throws {
    for (name, text) in files { try root.write(Array((text + "\n").utf8), to: name) }
  }

  @Test("is the tightest bound of version 2 on the way to the root, less what is used but for the pages of files")
  func second() throws {
    try write([
      "proc/self/cgroup": "0::/system.slice/job.scope", "sys/fs/cgroup/system.slice/memory.max": "3000000",
      "sys/fs/cgroup/system.slice/memory.current": "1000000",
      "sys/fs/cgroup/system.slice/memory.stat": "anon 5\ninactive_file 200000\nactive_file 7",
      "sys/fs/cgroup/system.slice/job.scope/memory.max": "max",
    ])
    let group = try #require(ControlGroup(root: root.path))
    #expect(group.limit == 3_000_000 && group.free == 2_200_000)
  }

  @Test("is that of version 1 too, also if the container sees its own group as the root")
  func first() throws {
    try write([
      "proc/self/cgroup": "12:pids:/docker/abc\n4:cpu,memory:/docker/abc\n0::/",
      "sys/fs/cgroup/memory/memory.limit_in_bytes": "2000000", "sys/fs/cgroup/memory/memory.usage_in_bytes": "1500000",
      "sys/fs/cgroup/memory/memory.stat": "inactive_file 1\ntotal_inactive_file 250000",
    ])
    let group = try #require(ControlGroup(root: root.path))
    #expect(group.limit == 2_000_000 && group.free == 750_000)
  }

  @Test("has no bound if no group says one")
  func none() throws {
    #expect(ControlGroup(root: root.path) == nil)
    try write([
      "proc/self/cgroup": "4:memory:/\n0::/a", "sys/fs/cgroup/memory/memory.limit_in_bytes": "9223372036854771712",
      "sys/fs/cgroup/a/memory.max": "max",
    ])
    #expect(ControlGroup(root: root.path) == nil)
  }

  @Test("is never less than nothing, whatever is used")
  func full() throws {
    try write(["proc/self/cgroup": "0::/", "sys/fs/cgroup/memory.max": "100", "sys/fs/cgroup/memory.current": "900"])
    #expect(ControlGroup(root: root.path)?.free == 0)
  }
}
