/// What a command gave and left behind.
public struct Outcome: Sendable {
  /// What it gave.
  public var value: Value
  /// The files it wrote, by their paths.
  public var files: [String]
  /// What leads again to where it led.
  public var replay: Replay
  /// Whether something failed that was no reason to stop, such as one run of a sweep.
  public var hasFailures = false

  /// The outcome of a command that does the same when it is given again, unless said otherwise.
  public init(_ value: Value = .nothing, files: [String] = [], replay: Replay = .same) {
    self.value = value
    self.files = files
    self.replay = replay
  }

  /// No value.
  public static let nothing = Outcome()

  /// A record.
  public static func record(_ record: Record) -> Outcome { Outcome(.record(record)) }

  /// A table.
  public static func table(_ table: Table) -> Outcome { Outcome(.table(table)) }
}

/// What leads again to where a command led, whatever its time or interruption.
public enum Replay: Sendable {
  /// The command itself.
  case same
  /// Another command; nothing if it led nowhere.
  case by(Call?)
}

/// Thrown by a command that failed after it did a part of its work, or all but to write its result.
public struct Unfinished: Error {
  /// Why it failed.
  public let error: any Error
  /// What leads again to where it came.
  public let replay: Replay

  /// Creates it.
  public init(_ error: any Error, replay: Replay) {
    self.error = error
    self.replay = replay
  }
}

/// Why a command could not be performed; the interpreter shows it with the place it is about.
public struct CommandError: Error, Sendable, Equatable {
  /// What is wrong, in one line without a full stop.
  public var message: String
  /// The parameter it is about (`output` for the path after `>`); nil points at the command's own words.
  public var argument: String?
  /// One way out, as a sentence.
  public var hint: String?
  /// The names that would have been right; the one nearest to what was written is suggested.
  public var known: [String]

  /// Creates an error.
  public init(_ message: String, argument: String? = nil, hint: String? = nil, known: [String] = []) {
    self.message = message
    self.argument = argument
    self.hint = hint
    self.known = known
  }
}

/// Thrown between statements when the user interrupted the program.
public struct Interrupted: Error, Sendable, Equatable {
  /// Creates it.
  public init() {}
}

/// Thrown by `quit`: ends the session, successfully.
public struct Quit: Error, Sendable, Equatable {
  /// Creates it.
  public init() {}
}
