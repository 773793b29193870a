import Files
import Interruption

/// Why data could not be had, in words for the person at the prompt.
public struct DataError: InterruptibleError, Equatable {
  /// What is wrong and where: the file or folder, what was found, what was expected.
  public let message: String
  /// One way out.
  public let hint: String

  /// What ends reading that the person asked to stop.
  public static let interrupted = DataError("the reading was interrupted", hint: "load the data again")

  /// Whether it says that the person asked to stop.
  public var isInterruption: Bool { self == .interrupted }

  /// An error about data, and a way out of it.
  public init(_ message: String, hint: String) {
    self.message = message
    self.hint = hint
  }

  /// An error about a file or folder that could not be opened.
  init(unopened path: String, _ error: SystemError, hint: String) {
    guard error == .outside else {
      self.init("\(path) cannot be opened: \(error.message)", hint: hint)
      return
    }
    self.init(
      "\(path) is outside of the folders that --safe allows",
      hint: "put it below the working folder, or start gmvae with --allow FOLDER")
  }
}

extension DataError: CustomStringConvertible {
  /// Both lines.
  public var description: String { message + "\n" + hint }
}
