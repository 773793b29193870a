/// Every command there is.
public enum Commands {
  /// The families in the order help lists them.
  public static let families: [CommandFamily] = [
    data, model, look, figures, files, session, settings,
  ]

  /// All commands, family by family.
  public static let all: [CommandDeclaration] = families.flatMap(\.commands)

  /// The first words of commands, each once, in the order of `all`.
  public static let verbs: [String] = unique(all.flatMap { ([$0.path] + $0.aliases).compactMap(\.first) })

  /// The commands whose path or alias begins with a word.
  public static func beginning(with verb: String) -> [CommandDeclaration] {
    all.filter { $0.path.first == verb || $0.aliases.contains { $0.first == verb } }
  }

  private static func unique(_ words: [String]) -> [String] {
    var seen = Set<String>()
    return words.filter { seen.insert($0).inserted }
  }
}
