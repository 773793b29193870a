/// Gives names that all differ: one that was given before gets a number behind it, `latents-2`.
public struct DistinctNames: Sendable {
  private let first: Int
  private var taken: Set<String> = []
  /// The number that a name got last.
  private var numbers: [String: Int] = [:]

  /// - Parameter first: the number of a name's second use.
  public init(numberedFrom first: Int) { self.first = first }

  /// The name, or with the next number behind it where it is taken.
  public mutating func next(_ name: String) -> String {
    var distinct = name
    while !taken.insert(distinct).inserted {
      let number = numbers[name].map { $0 + 1 } ?? first
      numbers[name] = number
      distinct = "\(name)-\(number)"
    }
    return distinct
  }
}
