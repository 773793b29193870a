/// A parameter of a command as it is declared and as it is read: name, help, range and default stand here once, and
/// `call[key]` gives what the person wrote, or else the default.
public protocol Key: Sendable {
  /// What reading it gives.
  associatedtype Content: Sendable
  /// How it is written and explained.
  var declaration: ParameterDeclaration { get }
  /// What a given value stands for; nil is none.
  func content(of given: Value?) -> Content
}

/// An option, `name=value`.
public struct Option<Content: Sendable>: Key {
  /// How it is written and explained.
  public let declaration: ParameterDeclaration
  private let read: @Sendable (Value?) -> Content

  /// An option with a default, which help shows as the language writes it or as `shown`.
  public init(
    _ name: String, _ kind: ValueKind<Content>, default standard: Content, shown: String? = nil, unit: String? = nil,
    _ summary: String
  ) {
    declaration = .option(name, kind.kind, default: shown ?? kind.write(standard).text, unit: unit, summary)
    read = { $0.flatMap(kind.read) ?? standard }
  }

  /// An option that may be absent; `otherwise` says what is then done.
  public init<Given>(
    _ name: String, _ kind: ValueKind<Given>, otherwise: String? = nil, unit: String? = nil, _ summary: String
  ) where Content == Given? {
    declaration = .option(name, kind.kind, default: otherwise, unit: unit, summary)
    read = { $0.flatMap(kind.read) }
  }

  /// What was given, or else the default.
  public func content(of given: Value?) -> Content { read(given) }
}

/// A word at its place among the words of a command.
public struct Parameter<Content: Sendable>: Key {
  /// How it is written and explained.
  public let declaration: ParameterDeclaration
  private let read: @Sendable (Value?) -> Content

  /// A parameter that the command cannot do without. Words in `before` and `after` may stand around it and mean nothing;
  /// `initially` is what holds until the command is first given.
  public init(
    _ name: String, _ kind: ValueKind<Content>, initially: String? = nil, before: [String] = [], after: [String] = [],
    _ summary: String
  ) {
    declaration = .positional(name, kind.kind, default: initially, noiseBefore: before, noiseAfter: after, summary)
    read = { given in
      guard let content = given.flatMap(kind.read) else { preconditionFailure("'\(name)' is missing in a bound call") }
      return content
    }
  }

  /// A parameter with a default.
  public init(
    _ name: String, _ kind: ValueKind<Content>, default standard: Content, shown: String? = nil, before: [String] = [],
    _ summary: String
  ) {
    declaration = .positional(
      name, kind.kind, isRequired: false, default: shown ?? kind.write(standard).text, noiseBefore: before, summary)
    read = { $0.flatMap(kind.read) ?? standard }
  }

  /// A parameter that may be absent; `otherwise` says what is then done.
  public init<Given>(
    _ name: String, _ kind: ValueKind<Given>, otherwise: String?, before: [String] = [], after: [String] = [],
    _ summary: String
  ) where Content == Given? {
    declaration = .positional(
      name, kind.kind, isRequired: false, default: otherwise, noiseBefore: before, noiseAfter: after, summary)
    read = { $0.flatMap(kind.read) }
  }

  /// The number of another parameter in another unit, told by the words after it: `train 500 steps`.
  public init<Given>(
    _ name: String, _ kind: ValueKind<Given>, insteadOf other: String, words: [String], _ summary: String
  ) where Content == Given? {
    declaration = .unit(name, kind.kind, insteadOf: other, words: words, summary)
    read = { $0.flatMap(kind.read) }
  }

  /// What was given, or else the default.
  public func content(of given: Value?) -> Content { read(given) }
}

/// What a parameter takes, and the type that it is read as.
public struct ValueKind<Content>: Sendable {
  /// What the language checks and explains.
  public let kind: ParameterKind
  /// What a value stands for; nil if it has another type.
  let read: @Sendable (Value) -> Content?
  /// The value as the language has it.
  let write: @Sendable (Content) -> Value

  /// A kind of one's own on top of one of the language's.
  public init(
    _ kind: ParameterKind, read: @escaping @Sendable (Value) -> Content?, write: @escaping @Sendable (Content) -> Value
  ) {
    self.kind = kind
    self.read = read
    self.write = write
  }
}

extension ValueKind<Int> {
  /// A whole number within bounds.
  public static func integer(_ range: ClosedRange<Int>) -> Self { of(.integer(range)) }
  /// The number of one of several things, such as "a component", counted from 0.
  public static func index(of what: String) -> Self { of(.index(of: what)) }

  private static func of(_ kind: ParameterKind) -> Self {
    Self(kind, read: { $0.wholeNumber }, write: { .number(Double($0)) })
  }
}

extension ValueKind<UInt64> {
  /// A whole number of 64 bits.
  public static var seed: Self { Self(.seed, read: { $0.seed }, write: { Value(seed: $0) }) }
}

extension ValueKind<Double> {
  /// A number within bounds.
  public static func number(_ range: ClosedRange<Double>) -> Self {
    number(NumberBounds(range.lowerBound, range.upperBound))
  }
  /// A number above a bound, up to another.
  public static func number(above lower: Double, upTo upper: Double) -> Self {
    number(NumberBounds(lower, upper, includesLower: false))
  }

  private static func number(_ bounds: NumberBounds) -> Self {
    Self(.number(bounds), read: { $0.double }, write: { .number($0) })
  }
}

extension ValueKind<Bool> {
  /// True or false.
  public static var flag: Self {
    Self(.flag, read: { if case .boolean(let boolean) = $0 { boolean } else { nil } }, write: { .boolean($0) })
  }
}

extension ValueKind<String> {
  /// A text.
  public static var text: Self { of(.text) }
  /// A file or folder; `endings` names the files completion offers (none: folders).
  public static func path(_ endings: String...) -> Self { path(endings) }
  /// A file with one of these endings.
  public static func path(_ endings: [String]) -> Self { of(.path(endings: endings)) }
  /// One of these words.
  public static func choice(_ words: [String]) -> Self { of(.choice(words)) }
  /// The name of something that the host keeps, such as "a snapshot".
  public static func name(of what: String) -> Self { of(.name(of: what)) }
  /// The words of a help topic.
  public static var topic: Self { of(.topic) }

  private static func of(_ kind: ParameterKind) -> Self {
    Self(kind, read: { if case .text(let text) = $0 { text } else { nil } }, write: { .text($0) })
  }
}

extension ValueKind where Content: RawRepresentable & CaseIterable & Sendable, Content.RawValue == String {
  /// One of the words that the cases of a type are written as.
  public static var word: Self { word(Array(Content.allCases)) }
  /// One of the words that these cases are written as.
  public static func word(_ cases: [Content]) -> Self {
    Self(.choice(cases.map(\.rawValue)), read: { Content(rawValue: $0.text) }, write: { .text($0.rawValue) })
  }
}

extension ValueKind<[Int]> {
  /// Whole numbers within bounds: one number, several, a list or a range.
  public static func integers(_ range: ClosedRange<Int>) -> Self {
    Self(
      .integers(range), read: { $0.elements.compactMap(\.wholeNumber) },
      write: { .list($0.map { .number(Double($0)) }) })
  }
}

extension ValueKind<[Double]> {
  /// A number within bounds, or one that changes with a model's age: `[from, to, epochs]` or `[from, to, begin, end]`.
  public static func ramp(_ range: ClosedRange<Double>) -> Self {
    Self(
      .ramp(NumberBounds(range.lowerBound, range.upperBound)), read: { $0.elements.compactMap(\.double) },
      write: { $0.count == 1 ? .number($0[0]) : .list($0.map(Value.number)) })
  }
}

extension ValueKind<ClosedRange<Double>> {
  /// Two numbers, the smaller one first: `[0, 1]`.
  public static var limits: Self {
    Self(
      .limits,
      read: { value in
        let ends = value.elements.compactMap(\.double)
        return ends.count == 2 && ends[0] <= ends[1] ? ends[0]...ends[1] : nil
      }, write: { .list([.number($0.lowerBound), .number($0.upperBound)]) })
  }
}

/// A text at a place of the plane.
public struct PlacedText: Sendable {
  /// If it is.
  public let x: Double, y: Double
  /// What it says.
  public let text: String
}

extension ValueKind<[PlacedText]> {
  /// Texts at places: `[x, y, "text"]`, or a list of such.
  public static var places: Self {
    Self(
      .places,
      read: { value in
        value.elements.compactMap { place in
          guard case .list(let parts) = place, parts.count == 3, let x = parts[0].double, let y = parts[1].double else {
            return nil
          }
          return PlacedText(x: x, y: y, text: parts[2].text)
        }
      }, write: { .list($0.map { .list([.number($0.x), .number($0.y), .text($0.text)]) }) })
  }
}

extension ValueKind<[String]> {
  /// Names, alone or in a list; among them numbers and ranges of numbers, which stay texts.
  public static var names: Self {
    Self(.names, read: { $0.elements.map(\.text) }, write: { .list($0.map(Value.text)) })
  }

  /// One or several of these words.
  public static func choices(_ words: [String]) -> Self {
    Self(.choices(words), read: { $0.elements.map(\.text) }, write: { .list($0.map(Value.text)) })
  }
}

extension ValueKind<[Record]> {
  /// Records, alone or in a list.
  public static var records: Self {
    Self(
      .records, read: { $0.elements.compactMap { if case .record(let record) = $0 { record } else { nil } } },
      write: { .list($0.map(Value.record)) })
  }
}

extension Value {
  /// The number this is, or nil.
  fileprivate var double: Double? { if case .number(let number) = self { number } else { nil } }

  /// The elements of a list; a value alone is its own one.
  fileprivate var elements: [Value] { if case .list(let values) = self { values } else { [self] } }
}
