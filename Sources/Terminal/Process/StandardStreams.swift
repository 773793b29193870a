import Glibc

/// The three streams every program begins with.
public enum StandardStreams {
  /// Opens `/dev/null` for each of them that was closed, so that no file of ours gets its number and its text: for reading,
  /// so that what is written there is an error, as it would be without.
  public static func secure() {
    for descriptor in 0...2 where fcntl(Int32(descriptor), F_GETFD) < 0 { _ = open("/dev/null", O_RDONLY) }
  }

  /// The bytes of a script, as of one in a file.
  static let mostInput = 1 << 24
  /// Why standard input was not taken.
  public static let tooLarge = "standard input is larger than 16 MB; keep numbers in a file, and load it"

  /// All of standard input as text; what came so far where Ctrl-C ends it. Nil if it is too large for a script.
  public static func readInput() -> String? {
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 1 << 16)
    while !Interrupts.isRequested {
      guard PendingSignals.waitForInput(on: STDIN_FILENO) == .input else { continue }
      let count = read(STDIN_FILENO, &chunk, chunk.count)
      if count < 0, errno == EINTR || errno == EAGAIN { continue }
      guard count > 0 else { break }
      bytes += chunk[..<count]
      if bytes.count > mostInput { return nil }
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
