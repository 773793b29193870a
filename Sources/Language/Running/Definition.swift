/// A command that `define` made.
struct Definition {
  var name: String
  var parameters: [String]
  var body: Block
  /// The text the body is in.
  var source: SourceText
  /// How many commands were defined before it first was.
  var place: Int
}
