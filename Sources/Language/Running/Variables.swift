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

  /// Takes a variable away.
  mutating func remove(_ name: String) {
    guard let place = places.removeValue(forKey: name) else { return }
    all.remove(at: place)
    for later in place..<all.count { places[all[later].name] = later }
  }
}
