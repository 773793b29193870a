import Language
import Terminal

extension Kernel {
  /// Runs a cell; false if it ended in an error, after which the next ones are not to be run.
  func execute(_ request: Message) -> Bool {
    let content = request.content
    let code = content["code"]?.string ?? "", isSilent = content["silent"]?.flag ?? false
    let isKept = !isSilent && content["store_history"]?.flag ?? true
    if isKept { count += 1 }
    if !isSilent { announce(code, request) }
    Interrupts.clear()
    display.begin(isSilent ? nil : publisher(for: request))
    defer {
      display.end()
      Interrupts.clear()
    }
    do {
      let shown = try cells.run(code, number: count)
      if isKept { history.note(code, shown.filter { !$0.isEmpty }.joined(separator: "\n"), number: count) }
      succeed(request, payload: [])
      return true
    } catch {
      if isKept { history.note(code, "", number: count) }
      guard let problem = CellError(error, whatIsKept: cells.interpreter.whatIsKept) else {
        let goodbye = Value.object([("source", .text("ask_exit")), ("keepkernel", .boolean(false))])
        succeed(request, payload: [goodbye])
        return true
      }
      display.fail(problem)
      channels.reply(
        "execute_reply", [("status", .text("error")), executionCount] + problem.content, to: request,
        on: channels.shell)
      return !(content["stop_on_error"]?.flag ?? true)
    }
  }

  private func publisher(for request: Message) -> CellDisplay.Publish {
    let channels = channels, parent = request.header
    return { type, content in channels.publish(type, content, parent: parent) }
  }

  private var executionCount: (String, Value) { ("execution_count", .number(Double(count))) }

  private func announce(_ code: String, _ request: Message) {
    channels.publish("execute_input", .object([("code", .text(code)), executionCount]), parent: request.header)
  }

  private func succeed(_ request: Message, payload: [Value]) {
    let expressions = request.content["user_expressions"].map(values) ?? .object([])
    reply(
      "execute_reply", [executionCount, ("payload", .list(payload)), ("user_expressions", expressions)], to: request)
  }

  /// The values of expressions that a client asks for after a cell.
  private func values(_ expressions: Value) -> Value {
    guard case .record(let record) = expressions else { return .object([]) }
    return .object(record.fields.map { ($0.name, value(of: $0.value.string ?? "")) })
  }

  private func value(of expression: String) -> Value {
    do {
      let text = try cells.value(of: expression)
      return .object([
        ("status", .text("ok")), ("data", .object([("text/plain", .text(text))])), ("metadata", .object([])),
      ])
    } catch {
      let problem = CellError(error, whatIsKept: "") ?? CellError("Quit", "an expression cannot end the session")
      return .object([("status", .text("error"))] + problem.content)
    }
  }
}
