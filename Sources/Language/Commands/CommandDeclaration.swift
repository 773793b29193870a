/// Everything there is to know about one form of a command. Binding, checks, help, completion and messages come from it.
public struct CommandDeclaration: Sendable {
  /// The words that name it: `["plot", "latents"]`.
  public var path: [String]
  /// Other words for the same command: `[["accuracy"]]`.
  public var aliases: [[String]] = []
  /// What it does, in one line.
  public var summary: String
  /// More, in a few sentences.
  public var details: String?
  /// Its parameters, the positional ones in their order.
  public var parameters: [ParameterDeclaration] = []
  /// What it needs before it can run.
  public var needs: Set<Need> = []
  /// What it returns, for help.
  public var returns: String
  /// Statements that show its use; the tests bind each of them.
  public var examples: [String]
  /// Lines of a Python program that use what it gives, shown as they are.
  public var listing: [String] = []
  /// What it can write to the path after `>`; tables by default, nil where no path may follow.
  public var output: OutputKind? = .table
  /// Whether it writes the file that its parameter names, so that `force=true` may follow.
  public var writesFile = false

  /// Its name as written: `plot latents`.
  public var name: String { path.joined(separator: " ") }

  /// The parameters that a positional one's number can be instead, by the word after it.
  func units(of parameter: ParameterDeclaration) -> [ParameterDeclaration] {
    parameters.filter { $0.insteadOf == parameter.name }
  }

  /// The parameter of that name, or nil.
  public func parameter(named name: String) -> ParameterDeclaration? {
    parameters.first { $0.name == name }
  }
}
