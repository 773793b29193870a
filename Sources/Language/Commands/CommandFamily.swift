/// Commands that belong together, under one heading in help.
public struct CommandFamily: Sendable {
  /// The heading.
  public var title: String
  /// The commands, in the order help lists them.
  public var commands: [CommandDeclaration]
}
