import Language

/// What a session needs from the world around it.
public struct SessionEnvironment {
  /// The folder that relative paths start from.
  public var workingFolder: String
  /// Environment variables, such as `GMVAE_DATA`.
  public var variables: [String: String]
  /// Whether the person asked to stop; looked at between training steps.
  public var isInterrupted: () -> Bool
  /// Hears how far a long command has come.
  public var progress: (Progress) -> Void
  /// Hears what a person should know but no command returns.
  public var note: (String) -> Void
  /// How many threads compute; nil for all.
  public var threads: Int?

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
