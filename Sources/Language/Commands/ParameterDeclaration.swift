/// One parameter of a command.
public struct ParameterDeclaration: Key {
  /// Its name, as in `name=value`.
  public var name: String
  /// What it is, in one line.
  public var summary: String
  /// What it takes.
  public var kind: ParameterKind
  /// The unit of its value, such as `inches`.
  public var unit: String?
  /// The value it has when not given, as help shows it.
  public var defaultText: String?
  /// Whether it may stand without its name, at its place among the words.
  public var isPositional: Bool
  /// Whether the command needs it.
  public var isRequired: Bool
  /// Words that may stand before the value and mean nothing.
  public var noiseBefore: [String]
  /// Words that may stand after the value and mean nothing, as in `train 50 epochs`.
  public var noiseAfter: [String]

  /// The positional parameter whose number it takes where one of its own words follows: in `train 500 steps` the number
  /// is not that of epochs.
  public var insteadOf: String?

  /// It is a key by itself where only its value is asked for.
  public var declaration: ParameterDeclaration { self }

  /// The value as it was given.
  public func content(of given: Value?) -> Value? { given }

  /// An option: `name=value`.
  public static func option(
    _ name: String, _ kind: ParameterKind, default defaultText: String? = nil, unit: String? = nil, _ summary: String
  ) -> ParameterDeclaration {
    ParameterDeclaration(
      name: name, summary: summary, kind: kind, unit: unit, defaultText: defaultText, isPositional: false,
      isRequired: false, noiseBefore: [], noiseAfter: [])
  }

  /// The same number in another unit, told by the words after it: `train 500 steps`.
  public static func unit(
    _ name: String, _ kind: ParameterKind, insteadOf positional: String, words: [String], _ summary: String
  ) -> ParameterDeclaration {
    ParameterDeclaration(
      name: name, summary: summary, kind: kind, unit: nil, defaultText: nil, isPositional: false, isRequired: false,
      noiseBefore: [], noiseAfter: words, insteadOf: positional)
  }

  /// A word at its place; `isRequired` where the command cannot do without it.
  public static func positional(
    _ name: String, _ kind: ParameterKind, isRequired: Bool = true, default defaultText: String? = nil,
    noiseBefore: [String] = [], noiseAfter: [String] = [], _ summary: String
  ) -> ParameterDeclaration {
    ParameterDeclaration(
      name: name, summary: summary, kind: kind, unit: nil, defaultText: defaultText, isPositional: true,
      isRequired: isRequired, noiseBefore: noiseBefore, noiseAfter: noiseAfter)
  }
}
