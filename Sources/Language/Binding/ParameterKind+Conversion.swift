extension ParameterKind {
  /// The value as a parameter of this kind holds it, or nil if the kind does not take it.
  func converted(_ value: Value) -> Value? {
    switch (self, value) {
    case (.integer(let range), _): value.wholeNumber.map(range.contains) == true ? value : nil
    case (.or(_, let word), .text(let text)) where Spelling.canonical(text) == word: .text(word)
    case (.or(let kind, _), _): kind.converted(value)
    case (.seed, _): value.seed == nil ? nil : value
    case (.index, _): (value.wholeNumber ?? -1) >= 0 ? value : nil
    case (.number(let bounds), .number(let number)): bounds.contains(number) ? value : nil
    case (.ramp(let bounds), _): Self.ramp(value, bounds)
    case (.limits, .list(let values)): Self.areLimits(values) ? value : nil
    case (.places, .list(let values)): Self.places(values)
    case (.text, .text), (.flag, .boolean): value
    case (.text, .number), (.text, .boolean), (.name, .number): .text(value.text)
    case (.path, .text(let text)), (.name, .text(let text)): text.isEmpty ? nil : value
    case (.choice(let words), .text(let text)):
      words.contains(Spelling.canonical(text)) ? .text(Spelling.canonical(text)) : nil
    case (.choice(let words), .number), (.choice(let words), .boolean):
      words.contains(value.text) ? .text(value.text) : nil
    case (.choices(let words), _): Self.all(value) { ParameterKind.choice(words).converted($0) }
    case (.integers(let range), .range(let span)):
      Self.numbers(span).flatMap { Self.all(.list($0), ParameterKind.integer(range).converted) }
    case (.integers(let range), _): Self.all(value, ParameterKind.integer(range).converted)
    case (.names, .range(let span)):
      span.includesUpper ? .text("\(Value.number(span.lower).text)...\(Value.number(span.upper).text)") : nil
    case (.names, .list): Self.all(value, ParameterKind.names.converted)
    case (.names, .text), (.names, .number), (.names, .boolean): .text(value.text)
    case (.records, _): Self.all(value) { if case .record = $0 { $0 } else { nil } }
    case (.topic, .list(let words)): .text(words.map(\.text).joined(separator: " "))
    case (.topic, _): .text(value.text)
    default: nil
    }
  }

  private static func areLimits(_ values: [Value]) -> Bool {
    guard values.count == 2, case .number(let lower) = values[0], case .number(let upper) = values[1] else {
      return false
    }
    return lower < upper
  }

  /// A list of places, also if it is one alone.
  private static func places(_ values: [Value]) -> Value? {
    func isPlace(_ value: Value) -> Bool {
      guard case .list(let parts) = value, parts.count == 3, case .number = parts[0], case .number = parts[1] else {
        return false
      }
      if case .text = parts[2] { return true }
      return false
    }
    if isPlace(.list(values)) { return .list([.list(values)]) }
    return !values.isEmpty && values.allSatisfy(isPlace) ? .list(values) : nil
  }

  /// A number within bounds; or two of them, and then one age in epochs or two that do not fall.
  private static func ramp(_ value: Value, _ bounds: NumberBounds) -> Value? {
    guard case .list(let values) = value else { return ParameterKind.number(bounds).converted(value) }
    let numbers = values.compactMap { if case .number(let number) = $0 { number } else { nil } }
    let ages = numbers.dropFirst(2), isSorted = ages.first ?? 0 <= ages.last ?? 0
    guard numbers.count == values.count, 3...4 ~= numbers.count, isSorted, ages.allSatisfy({ 0...1e6 ~= $0 }) else {
      return nil
    }
    return numbers.prefix(2).allSatisfy(bounds.contains) ? value : nil
  }

  /// The value with each element of a list converted; nil if one cannot be, or where the list is empty.
  private static func all(_ value: Value, _ convert: (Value) -> Value?) -> Value? {
    guard case .list(let values) = value else { return convert(value) }
    let converted = values.compactMap(convert)
    return converted.isEmpty || converted.count < values.count ? nil : .list(converted)
  }

  private static func numbers(_ span: NumberRange) -> [Value]? {
    span.count <= Limits.elements ? (0..<span.count).map { .number(span[$0]) } : nil
  }
}
