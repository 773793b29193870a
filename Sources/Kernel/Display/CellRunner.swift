import Language
import Printing
import Publishing
import Terminal

/// Runs cells and shows what they give.
final class CellRunner {
  let interpreter: Interpreter
  private let display: CellDisplay
  private let figures: FigureSource
  private let printer = ValuePrinter(abilities: TerminalAbilities(width: nil))
  /// Records are laid out for the width of a notebook; clients wrap longer lines anywhere.
  private let recordPrinter = ValuePrinter(abilities: TerminalAbilities(width: 100), showsAllRows: true)
  private static let helpWidth = 80
  /// The most rows of a table that a cell shows, unless all are asked for.
  private static let mostRows = 50

  init(interpreter: Interpreter, display: CellDisplay, figures: FigureSource) {
    self.interpreter = interpreter
    self.display = display
    self.figures = figures
    interpreter.lineWidth = Self.helpWidth
    interpreter.keepsUndo = true
    interpreter.isInterrupted = { Interrupts.isRequested }
  }

  /// Runs a cell up to its end or its first error; nothing of it if it does not parse or check. Commands may be
  /// shortened, as at the prompt.
  ///
  /// - Returns: what the cell showed, in words.
  func run(_ code: String, number: Int) throws -> [String] {
    guard let reply = Habits.reply(to: code, in: interpreter) else { return try runPlain(code, number: number) }
    switch reply {
    case .run(let text, isTimed: false): return try run(text, number: number)
    case .run(let text, isTimed: true): return try timing { try run(text, number: number) }
    case .shown(let value): return [show(value, isExpression: false, number)]
    case .opened(let path):
      display.print("figures are shown where they are drawn; \(path) is a file beside the notebook")
    case .told(let line): display.print(line)
    }
    return []
  }

  private func runPlain(_ code: String, number: Int) throws -> [String] {
    let source = try interpreter.writtenOut(SourceText(name: "cell \(number)", text: code))
    let program = try Parser.parse(source, interpreter.commands, definitions: interpreter.definitionNames)
    try interpreter.check(program, source: source)
    var shown: [String] = []
    for statement in program.statements {
      try timed {
        try interpreter.run(statement, source: source) { [self] in
          shown.append(show($1, isExpression: $0.isExpression, number))
        }
      }
    }
    interpreter.noteComments(after: program)
    // A training that was interrupted ends without an error; the cell is then not done all the same.
    if Interrupts.isRequested { throw Interrupted() }
    return shown
  }

  /// The value of an expression, for a client that asks beside a cell.
  func value(of expression: String) throws -> String {
    var text = ""
    try interpreter.run(SourceText(name: "expression", text: expression)) { [printer] in text = printer.text(of: $1) }
    return text
  }

  private func timed(_ work: () throws -> Void) throws {
    try interpreter.host.settings.isOn(.timing) ? timing(work) : work()
  }

  private func timing<Result>(_ work: () throws -> Result) rethrows -> Result {
    let before = ResourceUse()
    defer { display.print(before.textSince) }
    return try work()
  }

  private func show(_ value: Value, isExpression: Bool, _ number: Int) -> String {
    let text = text(of: value)
    switch value {
    case .nothing: return ""
    case .table(let table):
      let all = interpreter.host.settings[.rows] == .text("all")
      display.show(DisplayData(table, text: text, mostRows: all ? nil : Self.mostRows))
    case .record(let record) where record.kind == "figure": show(figure: record, text)
    case .record(let record) where record.kind == "note": display.show(DisplayData(markdown: text))
    case _ where isExpression: display.show(DisplayData(text), resultOf: number)
    case .record: display.show(DisplayData(text))
    default: display.print(text)
    }
    return text
  }

  private func text(of value: Value) -> String {
    if case .record = value { recordPrinter.text(of: value) } else { printer.text(of: value) }
  }

  private func show(figure: Record, _ text: String) {
    let points = figures.points(figure), name = figure["name"]?.text ?? "figure"
    let png = interpreter.host.figure(of: figure)?.png(), svg = points == nil ? figures.drawing(figure) : nil
    display.show(DisplayData(png: png, svg: svg, points: points, name: name, text: text))
  }
}

extension Statement {
  fileprivate var isExpression: Bool { if case .expression = kind { true } else { false } }
}
