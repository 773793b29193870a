/// Why a file could not be read or written, in words for the person at the prompt.
public struct ArchiveError: Error, Equatable, CustomStringConvertible {
  /// What is wrong with the file, without its name: "it ends after 100 bytes".
  public let reason: String

  /// An error of that reason.
  public init(_ reason: String) { self.reason = reason }

  /// The reason.
  public var description: String { reason }
}
