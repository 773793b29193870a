import Language
import Testing

/// The language drives whatever it is given commands for: here, a kitchen.
@Suite("Another set of commands")
struct ToyTests {
  enum Heat: String, CaseIterable { case low, high }

  static let liters = Parameter("liters", .integer(1...9), after: ["liter", "liters"], "how much")
  static let heat = Option("heat", .word as ValueKind<Heat>, default: .low, "how hot the stove is")
  static let salt = Option("salt", .number(0...1), otherwise: "none", unit: "spoons", "how salty")
  static let boil = CommandDeclaration(
    "boil water", [liters, heat, salt], summary: "boil water", needs: [Need("kettle", "a kettle")], returns: "a number",
    examples: ["boil water 2 liters", "boil water 1 heat=high > \"log.csv\""])
  static let twice = CommandDeclaration(
    "serve", summary: "do it for several guests", returns: "nothing",
    examples: ["serve guests in [2, 3] { boil water 1 }"],
    blockForm: "serve guests in [2, 3] { … }")
  static let kitchen = CommandSet(
    [CommandFamily("Kitchen", [boil, twice, OwnCommand.help, OwnCommand.history, OwnCommand.cells, OwnCommand.quit])],
    names: [SessionName(name: "stove", summary: "the stove", fields: ["heat"])], nouns: ["boil": ("food", "foods")])

  let host = RecordingHost(kitchen)

  func message(_ text: String) -> String {
    do {
      try Interpreter(host: host).run(SourceText(name: "k", text: text)) { _, _ in }
      return ""
    } catch let error as Diagnostics {
      return error.rendered()
    } catch {
      return (error as? Diagnostic)?.rendered() ?? "\(error)"
    }
  }

  @Test("is bound by its keys: what is given, or else the default")
  func keys() throws {
    #expect(message("for n in [1, 2] { boil water (n) liters }; boil water 3 heat=high salt=0.5") == "")
    let calls = host.performed
    #expect(calls.map { $0[Self.liters] } == [1, 2, 3])
    #expect(calls.map { $0[Self.heat] } == [.low, .low, .high])
    #expect(calls.map { $0[Self.salt] } == [nil, nil, 0.5])
  }

  @Test("has messages of its own")
  func messages() {
    #expect(
      message("boil egs") == """
        k:1:6: error: unknown food 'egs'
          boil egs
               ^~~
          foods: water
        """)
    #expect(message("boil water 12").contains("'liters' needs a whole number from 1 to 9, not 12"))
    #expect(message("train 5 epochs").contains("unknown command 'train'"))
    #expect(message("serve guests in [1]").contains("write it like this: serve guests in [2, 3] { … }"))
  }

  @Test("knows which needs a block has")
  func block() throws {
    #expect(message("serve guests in [2, 3] { boil water 1 }") == "")
    let plan = try #require(host.performed.last?.sweep)
    #expect(plan.needsBefore == [Need("kettle", "a kettle")])
    #expect(plan.settings == [[.number(2)], [.number(3)]])
  }

  @Test("is explained and completed from the declarations")
  func help() {
    let text = Self.kitchen.help(on: "boil water") ?? ""
    #expect(text.hasPrefix("boil water LITERS liters [heat=] [salt=] [> PATH]"))
    #expect(
      text.contains("one of low, high; default: low") && text.contains("a number from 0 to 1 (spoons); default: none"))
    let completer = Completer(interpreter: Interpreter(host: host))
    #expect(completer.complete(line: "bo", cursor: 2).candidates.map(\.text) == ["boil"])
    #expect(completer.complete(line: "boil water 1 heat=", cursor: 18).candidates.map(\.text) == ["low", "high"])
    #expect(Self.kitchen.reference.contains("### boil water") && !Self.kitchen.reference.contains("train"))
  }
}
