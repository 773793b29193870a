import Glibc
import Language
import Synchronization
import Terminal

/// A Jupyter kernel: answers the requests of notebooks and consoles with a session of gmvae.
///
/// Requests on the shell channel are answered one after the other on the thread that calls `run`; the control channel and
/// the heartbeat have threads of their own, so that a kernel that trains can be interrupted and shut down.
public final class Kernel {
  let channels: Channels
  let cells: CellRunner
  let display: CellDisplay
  let completer: Completer
  var history: KernelHistory
  /// The number of the last cell that counts.
  var count = 0
  private let information: KernelInformation
  private let control: ControlThread

  /// A kernel at the addresses of `connection`, for the session that `interpreter` has.
  ///
  /// - Parameters:
  ///   - display: what the session tells of its progress and notes.
  ///   - version: the program's version.
  public init(
    _ connection: ConnectionFile, interpreter: Interpreter, display: CellDisplay, figures: FigureSource,
    version: String, history: HistoryFile? = .standard
  ) throws(KernelError) {
    channels = try Channels(connection)
    cells = CellRunner(interpreter: interpreter, display: display, figures: figures)
    completer = Completer(interpreter: interpreter)
    self.display = display
    self.history = KernelHistory(file: history)
    information = KernelInformation(version: version)
    control = ControlThread(channels, information)
  }

  /// Answers requests until a client shuts the kernel down, or the program that started it has ended.
  public func run() {
    channels.publish("status", .object([("execution_state", .text("starting"))]), parent: [])
    Heartbeat.start(channels.heartbeat)
    control.start()
    while !control.isEnding {
      var items = [ZeroMQ.PollItem(socket: channels.shell.handle), ZeroMQ.PollItem(descriptor: control.wakeUp)]
      channels.library.wait(for: &items, milliseconds: -1)
      if items[0].found & ZeroMQ.input != 0, !control.isEnding, let request = channels.receive(channels.shell) {
        answer(request)
      }
    }
    channels.close()
  }

  private func answer(_ request: Message) {
    channels.publish(isBusy: true, parent: request.header)
    let isDone = respond(to: request)
    channels.publish(isBusy: false, parent: request.header)
    if !isDone { abortQueue() }
  }

  /// Answers one request; false if the requests that wait behind it are not to be run.
  private func respond(to request: Message) -> Bool {
    switch request.type {
    case "execute_request": return execute(request)
    case "kernel_info_request": reply("kernel_info_reply", information.content, to: request)
    case "complete_request": reply("complete_reply", completion(request.content), to: request)
    case "inspect_request": reply("inspect_reply", inspection(request.content), to: request)
    case "is_complete_request": reply("is_complete_reply", completeness(request.content), to: request)
    case "history_request": reply("history_reply", [("history", history.entries(request.content))], to: request)
    case "comm_info_request": reply("comm_info_reply", [("comms", .object([]))], to: request)
    case "comm_open": refuseComm(request)
    case "shutdown_request": control.shutDown(request, on: channels.shell)
    default: break
    }
    return true
  }

  /// Answers a request that went well.
  func reply(_ type: String, _ content: [(String, Value)], to request: Message) {
    let isPlain = type == "is_complete_reply"
    channels.reply(type, (isPlain ? [] : [("status", .text("ok"))]) + content, to: request, on: channels.shell)
  }

  /// Nothing here talks through widgets: a comm that a client opens is closed.
  private func refuseComm(_ request: Message) {
    let id = request.content["comm_id"] ?? .text("")
    channels.publish("comm_close", .object([("comm_id", id), ("data", .object([]))]), parent: request.header)
  }

  /// After an error: cells that were sent meanwhile are not run.
  private func abortQueue() {
    let milliseconds = 20
    while channels.shell.hasMessage(within: milliseconds) {
      guard let request = channels.receive(channels.shell) else { continue }
      guard request.type == "execute_request" else {
        answer(request)
        continue
      }
      channels.publish(isBusy: true, parent: request.header)
      channels.reply("execute_reply", [("status", .text("aborted"))], to: request, on: channels.shell)
      channels.publish(isBusy: false, parent: request.header)
    }
  }
}
