import Glibc
@preconcurrency import CReadline

/// GNU readline, the only place that touches its global state. Its functions are called from one thread at a time.
enum Readline {
  /// What a person's turn at the prompt gave.
  enum Outcome: Equatable {
    case line(String), interrupted, end
  }

  /// Signals that readline has to give the terminal back for, before they do what they always do.
  private static let handedOver = [SIGTSTP, SIGQUIT]
  private nonisolated(unsafe) static var outcome: Outcome?

  /// The library's version.
  static var version: String { rl_library_version.map { String(cString: $0) } ?? "unknown" }

  /// Prepares readline for the terminal open as `input` and `output`; reads `~/.inputrc` with `$if gmvae`.
  static func open(input: Int32, output: Int32, longestHistory: Int) {
    rl_readline_name = UnsafePointer(strdup("gmvae"))
    rl_instream = fdopen(dup(input), "r")
    rl_outstream = fdopen(dup(output), "w")
    rl_catch_signals = 0
    rl_catch_sigwinch = 0
    rl_variable_bind("show-all-if-ambiguous", "on")
    rl_variable_bind("enable-bracketed-paste", "on")
    installKeys()
    searchByPrefix()
    using_history()
    stifle_history(Int32(longestHistory))
    rl_initialize()
  }

  /// Asks for one line; `\u{1}` and `\u{2}` in `prompt` enclose what takes no room.
  static func read(prompt: String) -> Outcome {
    let watched = handedOver + [SIGCONT, SIGWINCH]
    watched.forEach(PendingSignals.watch)
    defer { watched.forEach(PendingSignals.unwatch) }
    outcome = nil
    rl_eof_found = 0
    rl_callback_handler_install(prompt) { Readline.finish($0) }
    while true {
      if let outcome { return outcome }
      if hasKeys {
        handOverKey()
        continue
      }
      switch PendingSignals.waitForInput(on: fileno(rl_instream)) {
      case .input: handOverKey()
      case .signal: answerSignals()
      }
    }
  }

  /// Adds `entry` to what Up and Ctrl-R find.
  static func remember(_ entry: String) { add_history(entry) }

  /// Writes `text` where the prompt is.
  static func show(_ text: String) {
    fputs(text, rl_outstream)
    fflush(rl_outstream)
  }

  private static func finish(_ line: UnsafeMutablePointer<CChar>?) {
    rl_callback_handler_remove()
    outcome = line.map { .line(String(cString: $0)) } ?? .end
    if line == nil, !endsLineItself { show("\n") }
    free(line)
  }

  /// With bracketed paste on, readline begins a new line after Ctrl-D.
  private static var endsLineItself: Bool {
    rl_variable_value("enable-bracketed-paste").map { String(cString: $0) == "on" } ?? false
  }

  private static func answerSignals() {
    if PendingSignals.take(SIGINT) { dropLine() }
    if Interrupts.isEnding { leave() }
    for signal in handedOver where PendingSignals.take(signal) { handOver(signal) }
    if PendingSignals.take(SIGWINCH) { rl_resize_terminal() }
    if PendingSignals.take(SIGCONT) { redraw() }
  }

  /// Ctrl-C: leaves what was typed on the screen, marked, and gives up on it.
  private static func dropLine() {
    rl_callback_sigcleanup()
    rl_point = rl_end
    rl_redisplay()
    show("^C\n")
    rl_free_line_state()
    rl_callback_handler_remove()
    outcome = .interrupted
  }

  /// The program is to end: gives the terminal back as it was found.
  private static func leave() {
    rl_cleanup_after_signal()
    rl_callback_handler_remove()
    outcome = .end
  }

  /// Gives the terminal back as it was found and lets `signal` stop or end the program.
  private static func handOver(_ signal: Int32) {
    rl_cleanup_after_signal()
    PendingSignals.unwatch(signal)
    raise(signal)
    PendingSignals.watch(signal)
  }

  /// The program goes on after a stop: takes the terminal again and shows the line.
  private static func redraw() {
    rl_cleanup_after_signal()
    rl_reset_after_signal()
    rl_forced_update_display()
  }
}
