extension Int {
  /// The number with its noun: `1 epoch`, `2 epochs`.
  public func counted(_ noun: String) -> String { "\(self) \(noun)" + (self == 1 ? "" : "s") }
}
