import Language

/// What a session needs from the world around it.
public struct SessionEnvironment {
  /// The folder that relative paths start from.
  public var workingFolder: String
  /// Environment variables, such as `GMVAE_DATA`.
  public var variables: [String: String]
  /// Whether the person asked to stop; looked at between training steps.
  public var isInterrupted: () -> Bool
  /// Whether somebody asked to save the training that runs, since this was last called.
  public var takeSaveRequest: () -> Bool = { false }
  /// Does work that looks at `isInterrupted`; a request to end the program meanwhile waits for its end.
  public var delayingEnd: (() -> Void) -> Void = { $0() }
  /// Hears how far a long command has come.
  public var progress: (Progress) -> Void
  /// Hears what a person should know but no command returns.
  public var note: (String) -> Void
  /// The lines in which a value is shown.
  public var text: (Value) -> String = { $0.text }
  /// How many threads compute; nil for all.
  public var threads: Int?
  /// The seed that everything random starts from.
  public var seed: UInt64 = 1
  /// Starts a script in a process of its own; nil if that cannot be.
  public var startScript: ((ScriptStart) throws(CommandError) -> any ScriptProcess)?
  /// The program's flags that confine a session to folders as this one is.
  public var confinement: [String] = []
  /// What is known about the terminal, for `doctor`.
  public var checks: () -> [Check] = { [] }

  /// An environment in which nothing listens and nothing interrupts.
  public init(
    workingFolder: String, variables: [String: String], threads: Int? = nil,
    isInterrupted: @escaping () -> Bool = { false }, progress: @escaping (Progress) -> Void = { _ in },
    note: @escaping (String) -> Void = { _ in }
  ) {
    self.workingFolder = workingFolder
    self.variables = variables
    self.threads = threads
    self.isInterrupted = isInterrupted
    self.progress = progress
    self.note = note
  }
}
