/// A command's arguments laid on the parameters of its declaration, before any of them has a value.
struct Match {
  /// The arguments of one parameter.
  struct Binding {
    var parameter: ParameterDeclaration
    var values: [ArgumentValue]
    var range: SourceRange
  }

  var declaration: CommandDeclaration
  var pathRange: SourceRange
  var bindings: [Binding] = []
  var output: ArgumentValue?
}
