/// The help texts, made from the command declarations.
public enum Help {
  static let topics: [String] = []
  /// The help on a topic, or the list of commands where it is empty; nil where there is no such topic.
  public static func text(topic: String) -> String? { nil }
}
