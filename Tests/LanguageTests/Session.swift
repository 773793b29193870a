import Language

/// A session on a recording host, for one test.
struct Session {
  let host = RecordingHost()
  let interpreter: Interpreter

  init() {
    interpreter = Interpreter(host: host)
    host.values["elbo"] = .number(-1.5)
  }

  /// Runs a text; gives the values it showed, as text.
  @discardableResult
  func run(_ text: String) throws -> [String] {
    var shown = [String]()
    try interpreter.run(SourceText(name: "test.gmv", text: text)) { _, value in shown.append(value.text) }
    return shown
  }

  /// The message that running a text gives, whole, or nothing where it runs.
  func message(_ text: String) -> String {
    do {
      try run(text)
      return ""
    } catch let error as Diagnostic {
      return error.rendered()
    } catch let error as Diagnostics {
      return error.rendered()
    } catch {
      return "\(error)"
    }
  }
}
