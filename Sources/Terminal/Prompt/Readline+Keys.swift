import Glibc
@preconcurrency import CReadline

extension Readline {
  /// Keys that came in while somebody else read from the terminal; readline gets them first.
  private nonisolated(unsafe) static var typed: ArraySlice<UInt8> = []
  /// Takes late replies out of the keys, until the last has come.
  private nonisolated(unsafe) static var late: TerminalReplies?

  /// Lets readline read keys through here.
  static func installKeys() {
    rl_getc_function = { Readline.nextKey($0) }
    rl_input_available_hook = {
      Readline.hasKeys || Readline.late == nil && Readline.isReady(milliseconds: 100) ? 1 : 0
    }
  }

  private static func nextKey(_ stream: UnsafeMutablePointer<FILE>?) -> Int32 {
    while typed.isEmpty, takeIn() {}
    return typed.popFirst().map(Int32.init) ?? rl_getc(stream)
  }

  /// Asks the terminal at the prompt what it can show. Keys typed meanwhile, and replies that come later, are dealt with
  /// when the next line is read.
  static func ask() -> TerminalReplies {
    let question = TerminalQuestion(input: fileno(rl_instream), output: fileno(rl_outstream))
    let (replies, keys) = question.ask(kitty: !PictureAbility.isNested { Environment[$0] })
    typed += keys
    if replies.attributes == nil { late = replies }
    return replies
  }

  /// Whether keys wait that readline has not read.
  static var hasKeys: Bool { !typed.isEmpty }

  /// Hands one key to readline, if there is one: what came in may be a reply alone.
  static func handOverKey() {
    if typed.isEmpty, takeIn(), typed.isEmpty { return }
    rl_callback_read_char()
  }

  /// Reads what is there and takes the replies out of it; false if none is awaited, or nothing more will come.
  private static func takeIn() -> Bool {
    guard var replies = late else { return false }
    var bytes = [UInt8](repeating: 0, count: 1024)
    let count = Glibc.read(fileno(rl_instream), &bytes, bytes.count)
    guard count > 0 else { return false }
    typed += replies.take(bytes[..<count])
    if replies.isPending, !isReady(milliseconds: 50) { typed += replies.giveUpWaiting() }
    late = replies.attributes == nil ? replies : nil
    return true
  }

  private static func isReady(milliseconds: Int32) -> Bool {
    var polled = pollfd(fd: fileno(rl_instream), events: Int16(POLLIN), revents: 0)
    return poll(&polled, 1, milliseconds) > 0
  }

  /// Lets Up and Down find what began like the text that was typed, all of the history if there is none. Bound before
  /// `~/.inputrc` is read, so that what a person bound there stays.
  static func searchByPrefix() {
    for introducer in ["\u{1B}[", "\u{1B}O"] {
      rl_bind_keyseq(introducer + "A", up)
      rl_bind_keyseq(introducer + "B", down)
    }
  }

  private static let up: Key = { Readline.search(rl_history_search_backward, $0, $1) }
  private static let down: Key = { Readline.search(rl_history_search_forward, $0, $1) }
  private typealias Key = @convention(c) (Int32, Int32) -> Int32

  /// Searches on while these keys follow one another. Readline 8.2 leaves the cursor behind what was typed; at the end one
  /// can go on writing.
  private static func search(_ find: @escaping Key, _ count: Int32, _ key: Int32) -> Int32 {
    let last = unsafeBitCast(rl_last_func, to: Int.self)
    if [up, down].contains(where: { unsafeBitCast($0, to: Int.self) == last }) { rl_last_func = find }
    let result = find(count, key)
    rl_point = rl_end
    return result
  }
}
