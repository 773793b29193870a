/// What a parameter takes.
public enum ParameterKind: Sendable {
  /// A whole number within bounds.
  case integer(ClosedRange<Int>)
  /// A whole number of 64 bits without a sign; given as digits, it keeps them all.
  case seed
  /// A number within bounds.
  case number(NumberBounds)
  /// A number within bounds, or one that changes with a model's age: `[from, to, epochs]` or `[from, to, begin, end]`.
  case ramp(NumberBounds)
  /// A text.
  case text
  /// True or false.
  case flag
  /// Two numbers, the smaller one first: `[0, 1]`.
  case limits
  /// Texts at places: `[x, y, "text"]`, or a list of such.
  case places
  /// One of these words.
  case choice([String])
  /// One or several of these words.
  case choices([String])
  /// A file or folder; `endings` names the files completion offers (none: folders).
  case path(endings: [String])
  /// Whole numbers within bounds: one number, several, a list or a range.
  case integers(ClosedRange<Int>)
  /// Names, alone or in a list; among them numbers and ranges of numbers, which stay texts.
  case names
  /// Records, such as the values of `train`, alone or in a list.
  case records
  /// The number of a component, counted from 0; the session knows how many there are.
  case component
  /// The number of a test example, counted from 0; the session knows how many there are.
  case example
  /// The name of a kept state of the model; the session knows which there are.
  case snapshot
  /// The words of a help topic.
  case topic
}
