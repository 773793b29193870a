import Glibc
import Printing

/// Where text goes: standard output, standard error, or a closure that keeps it.
public struct Output: Sendable {
  /// The reader of a pipe went away: the program has nobody to talk to.
  public struct Closed: Error {}

  /// The stream takes nothing more, as a file on a full disk does.
  public struct Failure: Error, CustomStringConvertible {
    /// What cannot be written and why, with a way out.
    public let description: String

    init(_ code: Int32) {
      let reason = code == EBADF ? "standard output is closed" : String(cString: strerror(code)).lowercased()
      description = "the results cannot be written: \(reason); send them somewhere else with > FILE"
    }
  }

  /// What the stream can show.
  public var abilities: TerminalAbilities
  private let send: @Sendable (String) throws -> Void

  /// The stream open as `descriptor`.
  public init(descriptor: Int32, abilities: TerminalAbilities) {
    self.abilities = abilities
    send = { try Self.write($0, to: descriptor) }
  }

  /// A stream that hands each text to `send`.
  public init(abilities: TerminalAbilities, send: @escaping @Sendable (String) throws -> Void) {
    self.abilities = abilities
    self.send = send
  }

  /// Writes `text` as it is; throws `Closed` when nobody reads any more, and `Failure` when it cannot be written.
  public func write(_ text: String) throws { try send(text) }

  /// Writes `text` and ends the line if it does not end one itself; nothing for an empty text.
  public func writeLine(_ text: String) throws {
    guard !text.isEmpty else { return }
    try send(text.hasSuffix("\n") ? text : text + "\n")
  }

  private static func write(_ text: String, to descriptor: Int32) throws {
    var text = text
    try text.withUTF8 { bytes in
      var rest = UnsafeRawBufferPointer(bytes)
      while !rest.isEmpty {
        let count = Glibc.write(descriptor, rest.baseAddress, rest.count)
        if count >= 0 { rest = .init(rebasing: rest.dropFirst(count)) } else { try recover(descriptor) }
      }
    }
  }

  /// After a failed write: returns where trying again makes sense.
  private static func recover(_ descriptor: Int32) throws {
    guard errno != EINTR else { return }
    guard errno != EPIPE else { throw Closed() }
    guard errno == EAGAIN else { throw Failure(errno) }
    var polled = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
    poll(&polled, 1, -1)
  }
}
