/// Variables in the order they were first set.
struct Variables {
  private(set) var all: [(name: String, value: Value)] = []
  private var places: [String: Int] = [:]

  /// The value of a variable; setting nil leaves it as it is.
  subscript(name: String) -> Value? {
    get { places[name].map { all[$0].value } }
    set {
      guard let newValue else { return }
      if let place = places[name] {
        all[place].value = newValue
      } else {
        places[name] = all.count
        all.append((name, newValue))
      }
    }
  }
}
