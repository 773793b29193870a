import Foundation
import TestSupport
import Testing

@Suite("In Jupyter", .serialized)
struct JupyterTests {
  static let python = PythonEnvironment(
    "jupyter", packages: ["jupyter_kernel_test", "nbclient", "nbconvert", "jupyter-console"])
  static let reason: Comment = "needs python3 with venv and pip, packages from PyPI, and libzmq5"

  static var isReady: Bool {
    guard let handle = dlopen("libzmq.so.5", RTLD_NOW) else { return false }
    dlclose(handle)
    return python != nil
  }

  let program: Program
  let environment: [String: String]

  init() throws {
    program = try Program()
    let jupyter = program.folder.path("jupyter")
    environment = program.environment.merging([
      "JUPYTER_DATA_DIR": jupyter, "JUPYTER_RUNTIME_DIR": program.folder.path("runtime"), "IPYTHONDIR": jupyter,
      "GOMP_SPINCOUNT": "5000", "PYTHONDONTWRITEBYTECODE": "1",
    ]) { $1 }
    let run = try program.run(["kernel", "install", "--user"], variables: ["JUPYTER_DATA_DIR": jupyter])
    #expect(run.status == 0 && run.results.contains("installed in \(jupyter)/kernels/gmvae"))
  }

  /// What a Python program prints, and how it ended.
  func run(_ name: String, _ arguments: [String] = [], seconds: Double = 240) throws -> (status: Int32, text: String) {
    let script = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appending(path: "Jupyter/\(name)").path
    return try run(["python", script] + arguments, seconds: seconds)
  }

  func run(_ command: [String], seconds: Double = 240) throws -> (status: Int32, text: String) {
    let python = try #require(Self.python)
    let process = Process(), log = program.folder.path("log")
    process.executableURL = URL(fileURLWithPath: python.program(command[0]))
    process.arguments = Array(command.dropFirst())
    process.environment = environment
    process.currentDirectoryURL = URL(fileURLWithPath: program.folder.path)
    try program.folder.write([], to: "log")
    let output = try #require(FileHandle(forWritingAtPath: log))
    (process.standardOutput, process.standardError) = (output, output)
    try process.run()
    let end = Date() + seconds
    while process.isRunning, Date() < end { usleep(10_000) }
    if process.isRunning { kill(process.processIdentifier, SIGKILL) }
    process.waitUntilExit()
    return (process.terminationStatus, String(decoding: program.folder.bytes("log") ?? [], as: UTF8.self))
  }

  @Test("the kernel keeps the protocol", .enabled(if: isReady, reason))
  func keepsTheProtocol() throws {
    let (status, text) = try run("protocol.py", ["-v"])
    #expect(status == 0, "\(text)")
    #expect(text.contains("OK (skipped=2)"), "\(text)")
  }

  @Test("a notebook runs from top to bottom, and becomes a page", .enabled(if: isReady, reason))
  func notebook() throws {
    let (status, text) = try run("notebook.py", [program.folder.path])
    #expect(status == 0)
    #expect(
      text == """
        1 [['text/plain'], ['text/plain']]
        2 [['text/plain'], ['text/plain']]
        3 [['image/png', 'text/html', 'text/plain']]
        4 [['text/html', 'text/plain']]
        5 [['stream']]

        """)
    let page = try run(["jupyter-nbconvert", "--to", "html", program.folder.path("run.ipynb")])
    #expect(page.status == 0, "\(page.text)")
    let html = String(decoding: program.folder.bytes("run.html") ?? [], as: UTF8.self)
    #expect(html.contains("<iframe ") && html.contains("srcdoc=") && html.contains("<table>"))
  }

  @Test("a console completes, runs, and is interrupted", .enabled(if: isReady, reason))
  func console() throws {
    let python = try #require(Self.python)
    let terminal = try PseudoTerminal(columns: 100, rows: 40)
    try terminal.spawn(
      "/usr/bin/env", ["-C", program.folder.path, python.program("jupyter-console"), "--kernel", "gmvae"],
      environment: environment.map { "\($0)=\($1)" }.sorted())
    try terminal.wait(for: "In [1]:", seconds: 60)
    terminal.type("load ar\t")
    try terminal.wait(for: "load arcs")
    terminal.type(" count=400; model hidden=20\r")
    try terminal.wait(for: "In [2]:")
    terminal.type("1 + 2\r")
    try terminal.wait(for: "Out[2]: 3")
    terminal.type("train 100000 epochs\r")
    try terminal.wait(for: "/100000")
    terminal.type("\u{3}")
    try terminal.wait(for: "the model is kept as trained so far", seconds: 30)
    terminal.type("quit\r")
    _ = try terminal.waitForExit(seconds: 30)
  }

  @Test("a kernel whose starter is gone ends by itself, and one without a file says why")
  func endsAlone() throws {
    let missing = try program.run("kernel", "nowhere.json")
    #expect(missing.status == 1 && missing.messages.contains("'nowhere.json' cannot be read"))
    try program.folder.write(Array("{}".utf8), to: "empty.json")
    let empty = try program.run("kernel", "empty.json")
    #expect(empty.status == 1 && empty.messages.contains("has no 'shell_port'"))
  }
}
