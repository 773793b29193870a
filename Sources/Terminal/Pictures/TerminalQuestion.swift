import Bytes
import Glibc

/// Asks the terminal what it can show.
///
/// The last of the questions is one that every terminal answers, so that the answers are complete, or known to be
/// missing, as soon as it is answered.
struct TerminalQuestion {
  /// The terminal's descriptors to read from and to write to.
  let input: Int32
  let output: Int32
  /// How long a terminal may take, in milliseconds.
  var patience: Int32 = 500

  /// The terminal's answers, and what a person typed meanwhile.
  func ask(kitty: Bool) -> (replies: TerminalReplies, typed: [UInt8]) {
    var replies = TerminalReplies()
    var typed: [UInt8] = []
    var before = termios()
    guard tcgetattr(input, &before) == 0 else { return (replies, typed) }
    var raw = before
    raw.c_lflag &= ~tcflag_t(ICANON | ECHO)
    tcsetattr(input, TCSANOW, &raw)
    defer { tcsetattr(input, TCSANOW, &before) }
    guard send(kitty: kitty) else { return (replies, typed) }
    let end = Clock.now + Double(patience) / 1000
    while replies.attributes == nil, let bytes = receive(until: end) { typed += replies.take(bytes) }
    return (replies, typed)
  }

  /// kitty's graphics (a picture of one pixel, not to be shown), name and version, a cell's size, 256 colors of sixels
  /// if it has fewer by default, and attributes.
  private func send(kitty: Bool) -> Bool {
    let graphics = kitty ? "\u{1B}_Gi=31,s=1,v=1,a=q,t=d,f=24;AAAA\u{1B}\\" : ""
    let questions = Array((graphics + "\u{1B}[>q\u{1B}[16t\u{1B}[?1;3;256S\u{1B}[c").utf8)
    return write(output, questions, questions.count) == questions.count
  }

  /// Nil when time is up.
  private func receive(until end: Double) -> [UInt8]? {
    while true {
      let left = end - Clock.now
      guard left > 0, !Interrupts.isRequested else { return nil }
      var polled = pollfd(fd: input, events: Int16(POLLIN), revents: 0)
      let ready = poll(&polled, 1, Int32(left * 1000) + 1)
      if ready == 0 { return nil }
      guard ready > 0 else { continue }
      var bytes = [UInt8](repeating: 0, count: 1024)
      let count = read(input, &bytes, bytes.count)
      return count > 0 ? Array(bytes[..<count]) : nil
    }
  }
}
