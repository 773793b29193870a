import Kernel
import Language
import Printing
import Session
import Terminal

/// The wiring of a kernel: session, interpreter and display.
struct KernelProcess {
  private let options: SharedOptions
  private let session: Session
  private let display = CellDisplay()

  init(_ options: SharedOptions) {
    self.options = options
    StandardStreams.secure()
    Interrupts.install()
    session = Session(
      SessionEnvironment(options, progress: { [display] in display.show($0) }, note: { [display] in display.note($0) }))
    session.figures.showLive = { [display] in display.showLive($0.png) }
  }

  /// Answers Jupyter until it ends the kernel, and gives the exit status.
  func run(_ connectionFile: String) -> Int32 {
    do {
      let connection = try ConnectionFile(session.notebooks.read(connectionFile))
      if options.safe { session.confineFiles(allowing: options.allow) }
      let figures = FigureSource(drawing: session.drawing, points: session.points)
      try Kernel(
        connection, interpreter: Interpreter(host: session), display: display, figures: figures,
        version: Session.version
      ).run()
      Interrupts.endIfRequested { session.end(byItself: false) }
      session.end(byItself: true)
      return 0
    } catch {
      let messages = Output(descriptor: 2, abilities: TerminalAbilities(width: nil))
      let reason = (error as? KernelError)?.message ?? (error as? CommandError)?.message ?? "\(error)"
      try? messages.writeLine("error: " + reason.escapingControls)
      return 1
    }
  }
}
