/// Any bytes as a program: a tree that prints and parses to itself and runs for a while, or messages; never a crash.
/// Built by `Scripts/fuzz parser` together with the sources of Language.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzParser(_ bytes: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let text = String(decoding: UnsafeBufferPointer(start: bytes, count: count), as: UTF8.self)
  let source = SourceText(name: "fuzz", text: text)
  let interpreter = Interpreter(host: SilentHost())
  var looks = 0
  interpreter.isInterrupted = {
    looks += 1
    return looks > 50
  }
  do {
    let program = try Parser.parse(source, toyCommands)
    guard
      (try? Parser.parse(SourceText(name: "printed", text: SyntaxPrinter.print(program, toyCommands)), toyCommands))
        == program
    else {
      fatalError("the tree does not print and parse to itself")
    }
    try interpreter.run(program, source: source) { _, value in _ = value.text }
  } catch let error as Diagnostics {
    _ = error.rendered()
  } catch let error as Diagnostic {
    _ = error.rendered()
  } catch {}
  _ = try? interpreter.writtenOut(source)
  _ = Parser.isIncomplete(text)
  _ = Completer(interpreter: interpreter).complete(line: text, cursor: count / 2)
  return 0
}

/// A host on which every command does nothing.
private final class SilentHost: CommandHost {
  var commands: CommandSet { toyCommands }
  var settings: Settings { Settings() }
  func perform(_ call: Call) throws -> Outcome { Outcome(.number(1)) }
  func value(named name: String) -> Value? { name == "elbo" ? .number(-1.5) : nil }
  func candidates(for kind: ParameterKind, word: String) -> [String] { [] }
  func readScript(_ path: String) throws -> String { "print 1" }
}
