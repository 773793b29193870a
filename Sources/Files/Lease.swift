import Bytes
import Synchronization

#if canImport(Glibc)
  import Glibc
#endif

/// The right to do a piece of work, which one process has at a time among all that see a folder, on any machine.
///
/// It is a file that can be made once, which is atomic on network file systems too, where locks may be missing. It names
/// its holder, who renews the file's time, and has a number that no other lease has. A lease is over if the process that
/// held it is no more, which can be told on the same machine alone, or if it was not renewed for its `duration`.
///
/// Whoever wants one that is over first makes a file named for the lease's number: of all that try, one succeeds, and
/// looks once more. So nobody removes a lease that was taken meanwhile.
public final class Lease: Sendable {
  /// How long a lease of another machine lasts after it was last renewed, in seconds.
  public static let duration = 60.0

  private let folder: Folder
  private let name: String
  private let number: UInt64
  private let duration: Double
  private let renewed = Mutex(Clock.sinceBoot)

  private init(_ folder: Folder, _ name: String, _ number: UInt64, _ duration: Double) {
    self.folder = folder
    self.name = name
    self.number = number
    self.duration = duration
  }

  /// Takes the lease that is called by a file's path; nil while somebody else has it.
  public static func take(
    at path: String, within fence: FileFence?, duration: Double = duration
  ) throws(SystemError) -> Lease? {
    let folder = try Folder(FilePath.folder(of: path), within: fence), name = FilePath.name(of: path)
    for _ in 0..<3 {
      if let made = try LeaseFile.made(name, in: folder) { return Lease(folder, name, made.number, duration) }
      // It may have been given back just now.
      guard let found = LeaseFile(name, in: folder) else { continue }
      guard try end(found, called: name, in: folder, after: duration) else { return nil }
    }
    return nil
  }

  /// Removes a lease that is over; false if it is not, or if somebody else is about to.
  private static func end(
    _ found: LeaseFile, called name: String, in folder: Folder, after duration: Double
  ) throws(SystemError) -> Bool {
    guard found.isOver(at: Int(Clock.sinceEpoch), after: duration) else { return false }
    let right = Leftovers.name(found.number)
    guard let made = try LeaseFile.made(right, in: folder) else {
      if let other = LeaseFile(right, in: folder), other.isOver(at: Int(Clock.sinceEpoch), after: duration) {
        folder.remove(right)
      }
      return false
    }
    defer {
      folder.remove(right)
      withExtendedLifetime(made) {}
    }
    // By the file system's own clock: that of this machine may differ from the holder's.
    guard let again = LeaseFile(name, in: folder), again.number == found.number,
      again.isOver(at: made.renewed, after: duration)
    else { return false }
    folder.remove(name)
    return true
  }

  /// Says that the holder is still there; false if the lease was lost, as after a long suspension.
  public func renew() -> Bool {
    let now = Clock.sinceBoot
    guard LeaseFile.renew(name, in: folder, if: number) else { return false }
    renewed.withLock { $0 = now }
    return true
  }

  // One that may be over is left: whoever takes it over removes it, and it might be theirs by now.
  deinit {
    guard Clock.sinceBoot - renewed.withLock({ $0 }) < duration / 2 else { return }
    if LeaseFile(name, in: folder)?.number == number { folder.remove(name) }
  }

  /// Who holds the lease at a path; nil if nobody does.
  public static func holder(at path: String, within fence: FileFence?) -> (host: String, process: Int)? {
    guard let folder = try? Folder(FilePath.folder(of: path), within: fence),
      let found = LeaseFile(FilePath.name(of: path), in: folder), let holder = found.holder,
      !found.isOver(at: Int(Clock.sinceEpoch), after: duration)
    else { return nil }
    return (holder.host, holder.process)
  }
}

/// A lease as it lies in a folder: a line with its holder and its number.
private struct LeaseFile {
  /// Kept open, and locked by the process that made it: who cleans the folder leaves it alone.
  let file: WrittenFile
  /// When it was renewed, in seconds since 1970, by the clock of the file system.
  let renewed: Int
  /// Nil if the file does not say, as while it is made.
  let holder: Holder?
  /// 0 if the file does not say.
  let number: UInt64

  /// What there is under a name; nil if nothing.
  init?(_ name: String, in folder: Folder) {
    let descriptor = openat(folder.descriptor, name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC)
    guard descriptor >= 0 else { return nil }
    self.init(WrittenFile(descriptor))
  }

  /// Makes one that names this process; nil if there is one of that name.
  static func made(_ name: String, in folder: Folder) throws(SystemError) -> LeaseFile? {
    let flags = O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW
    let descriptor = openat(folder.descriptor, name, flags, 0o644)
    guard descriptor >= 0 else {
      guard errno == EEXIST else { throw SystemError.last }
      return nil
    }
    let file = WrittenFile(descriptor)
    // Who cleans the folder of what killed writers left may have found it before it was locked.
    guard file.lock() else { return nil }
    let text = Array("\(Holder.here.text) \(UInt64.random(in: 1...UInt64.max))\n".utf8)
    guard pwrite(descriptor, text, text.count, 0) == text.count, futimens(descriptor, nil) == 0,
      let made = LeaseFile(file)
    else {
      let error = SystemError.last
      folder.remove(name)
      throw error
    }
    return made
  }

  /// Renews the one of that number; false if there is another one, or none.
  static func renew(_ name: String, in folder: Folder, if number: UInt64) -> Bool {
    guard let found = LeaseFile(name, in: folder), found.number == number else { return false }
    return futimens(found.file.descriptor, nil) == 0
  }

  private init?(_ file: WrittenFile) {
    var status = stat(), bytes = [UInt8](repeating: 0, count: 1024)
    guard fstat(file.descriptor, &status) == 0 else { return nil }
    let count = pread(file.descriptor, &bytes, bytes.count, 0)
    let words = String(decoding: bytes.prefix(max(0, count)), as: UTF8.self).split(whereSeparator: \.isWhitespace)
    self.file = file
    renewed = status.st_mtim.tv_sec
    holder = words.count == 5 ? Holder(words[..<4]) : nil
    number = words.count == 5 ? UInt64(words[4]) ?? 0 : 0
  }

  /// Whether nobody holds it any more.
  func isOver(at now: Int, after duration: Double) -> Bool {
    holder?.isGone == true || Double(now - renewed) > duration
  }
}

/// A process, told from all others: a number can be given again, after a restart or in another container.
private struct Holder {
  let host: String
  /// The machine since it was started, and the container.
  private let machine: String
  let process: Int
  /// When the process was started, as the system counts.
  private let start: String

  static let here = Holder(
    host: Host.name, machine: ownMachine, process: Int(getpid()), start: started(Int(getpid())) ?? "-")

  private init(host: String, machine: String, process: Int, start: String) {
    self.host = host
    self.machine = machine
    self.process = process
    self.start = start
  }

  init?(_ words: ArraySlice<Substring>) {
    let words = words.map(String.init)
    guard words.count == 4, let process = Int(words[2]) else { return nil }
    self.init(host: words[0], machine: words[1], process: process, start: words[3])
  }

  var text: String { "\(host) \(machine) \(process) \(start)" }

  /// Whether it has certainly ended: only its own machine knows.
  var isGone: Bool {
    guard machine == Self.here.machine, machine != "-", start != "-" else { return false }
    return Self.started(process) != start
  }

  /// `-` where the system does not say.
  private static var ownMachine: String {
    guard let start = SmallFile.text(of: "/proc/sys/kernel/random/boot_id")?.prefix(36), start.count == 36 else {
      return "-"
    }
    var link = [CChar](repeating: 0, count: 64)
    let count = readlink("/proc/self/ns/pid", &link, link.count)
    let space = link.prefix(max(0, count)).map { UInt8(bitPattern: $0) }.filter { (48...57).contains($0) }
    return "\(start)-\(String(decoding: space, as: UTF8.self))"
  }

  /// When a process was started; nil if there is none, and for one that ended and whose parent has not asked.
  private static func started(_ process: Int) -> String? {
    // After the name, which may have any letters, the first field is the state and the twentieth the start.
    guard let text = SmallFile.text(of: "/proc/\(process)/stat"), let end = text.lastIndex(of: ")") else { return nil }
    let fields = text[text.index(after: end)...].split(separator: " ")
    return fields.count > 19 && fields[0] != "Z" ? String(fields[19]) : nil
  }
}
