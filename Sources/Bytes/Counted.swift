extension Int {
  /// The number with its noun: `1 epoch`, `2 epochs`.
  public func counted(_ noun: String) -> String { String(self).counted(noun) }
}

extension String {
  /// A number as it is shown with its noun: `1 minute`, `0.5 minutes`.
  public func counted(_ noun: String) -> String { "\(self) \(noun)" + (self == "1" ? "" : "s") }
}

extension Collection<String> {
  /// The first of the texts with commas between them, and a sign that there are more: `a, b, …`.
  public func listed(_ most: Int) -> String { prefix(most).joined(separator: ", ") + (count > most ? ", …" : "") }
}
