import Bytes
import Files
import Glibc

/// The statements typed in earlier sessions: one a line, a line break within a statement written as `\n`.
///
/// Sessions that run at the same time append whole lines and so do not disturb each other.
public struct HistoryFile: Sendable {
  /// The file could not be opened, made or written; `description` says which and why.
  public struct Failure: Error, CustomStringConvertible {
    /// Path and the system's reason.
    public let description: String
  }

  /// The most statements that are kept.
  public static let limit = 10_000
  private static let largestRead = 4 << 20

  /// If the file is.
  public let path: String

  /// The file at `path`; nothing is opened yet.
  public init(path: String) { self.path = path }

  /// `${XDG_STATE_HOME:-~/.local/state}/gmvae/history`; nil without a home folder.
  public static var standard: HistoryFile? {
    UserFolder.state.path { Environment[$0] }.map { HistoryFile(path: $0 + "/gmvae/history") }
  }

  /// The kept statements, oldest first, none when there is no file. Shortens a file that has grown to twice the limit.
  public func entries() throws(Failure) -> [String] {
    let descriptor: Int32
    do throws(SystemError) {
      descriptor = try Opening.file(path, within: nil)
    } catch {
      if error == .missing { return [] }
      throw failure(error)
    }
    defer { close(descriptor) }
    let lines = try Self.lines(of: tail(of: descriptor))
    let kept = Array(lines.suffix(Self.limit))
    if lines.count > 2 * Self.limit { try replace(with: kept) }
    return kept.map(Self.unescaped)
  }

  /// Adds `entry` at the end; makes file and folder, for the user alone, if they are missing.
  public func append(_ entry: String) throws(Failure) {
    makeFolders()
    do throws(SystemError) {
      let descriptor = try Opening.end(of: path)
      defer { close(descriptor) }
      let bytes = Array((Self.escaped(entry) + "\n").utf8)
      guard write(descriptor, bytes, bytes.count) == bytes.count else { throw SystemError.last }
    } catch {
      throw failure(error)
    }
  }

  private func replace(with lines: [String]) throws(Failure) {
    do throws(SystemError) {
      try AtomicFile(path, within: nil).write(Array(lines.map { $0 + "\n" }.joined().utf8))
    } catch {
      throw failure(error)
    }
  }

  private func makeFolders() {
    for end in path.indices.dropFirst() where path[end] == "/" { mkdir(String(path[..<end]), 0o700) }
  }

  /// The last few megabytes, from the beginning of a line.
  private func tail(of descriptor: Int32) throws(Failure) -> [UInt8] {
    let start = max(0, lseek(descriptor, 0, SEEK_END) - Self.largestRead)
    var bytes = [UInt8](repeating: 0, count: Self.largestRead)
    let count = pread(descriptor, &bytes, bytes.count, start)
    guard count >= 0 else { throw failure(.last) }
    bytes.removeLast(bytes.count - count)
    return start == 0 ? bytes : Array(bytes.drop { $0 != UInt8(ascii: "\n") })
  }

  private func failure(_ error: SystemError) -> Failure { Failure(description: "\(path): \(error.message)") }

  private static func lines(of bytes: [UInt8]) -> [String] {
    bytes.split(separator: UInt8(ascii: "\n")).map { String(decoding: $0, as: UTF8.self) }
  }

  private static func escaped(_ entry: String) -> String {
    entry.reduce(into: "") { $0 += $1 == "\\" ? "\\\\" : $1.isNewline ? "\\n" : String($1) }
  }

  private static func unescaped(_ line: String) -> String {
    var isEscape = false
    return line.reduce(into: "") { text, character in
      if isEscape { text.append(character == "n" ? "\n" : character) }
      if !isEscape, character != "\\" { text.append(character) }
      isEscape = !isEscape && character == "\\"
    }
  }
}
