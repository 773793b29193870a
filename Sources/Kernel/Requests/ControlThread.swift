import Glibc
import Language
import Synchronization
import Terminal

/// Answers the control channel while cells run: interrupts them, and ends the kernel.
final class ControlThread: Sendable {
  private let channels: Channels
  private let information: KernelInformation
  private let ending = Atomic(false)
  private let pipeEnds: (reading: Int32, writing: Int32)
  /// Who started the kernel, where Jupyter says that the kernel is to end with it.
  private let parent: pid_t?

  init(_ channels: Channels, _ information: KernelInformation) {
    self.channels = channels
    self.information = information
    parent = getenv("JPY_PARENT_PID") == nil ? nil : getppid()
    var ends: [Int32] = [-1, -1]
    pipe(&ends)
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    pipeEnds = (ends[0], ends[1])
  }

  /// Whether the kernel is to end.
  var isEnding: Bool { ending.load(ordering: .sequentiallyConsistent) }

  /// A descriptor that can be read once the kernel is to end.
  var wakeUp: Int32 { pipeEnds.reading }

  /// Begins to answer, on a thread of its own.
  func start() { PlainThread.start { [self] in while !isEnding { answerNext() } } }

  private func answerNext() {
    guard channels.control.hasMessage(within: 1000) else {
      if Interrupts.isEnding { end() }
      if let parent, getppid() != parent { end() }
      return
    }
    guard let request = channels.receive(channels.control) else { return }
    channels.publish(isBusy: true, parent: request.header)
    answer(request)
    channels.publish(isBusy: false, parent: request.header)
    if request.type == "shutdown_request" { end() }
  }

  private func answer(_ request: Message) {
    switch request.type {
    case "kernel_info_request": reply("kernel_info_reply", information.content, to: request)
    case "interrupt_request":
      interrupt()
      reply("interrupt_reply", [], to: request)
    case "shutdown_request": sayGoodbye(request, on: channels.control)
    default: break
    }
  }

  private func reply(_ type: String, _ content: [(String, Value)], to request: Message) {
    channels.reply(type, [("status", .text("ok"))] + content, to: request, on: channels.control)
  }

  /// Ends the kernel by a request on another channel.
  func shutDown(_ request: Message, on socket: Socket) {
    sayGoodbye(request, on: socket)
    end()
  }

  private func sayGoodbye(_ request: Message, on socket: Socket) {
    let content = [("status", Value.text("ok")), ("restart", request.content["restart"] ?? .boolean(false))]
    channels.reply("shutdown_reply", content, to: request, on: socket)
    channels.publish("shutdown_reply", .object(content), parent: request.header)
  }

  /// What runs stops at the next place where it can.
  private func interrupt() { kill(getpid(), SIGINT) }

  private func end() {
    ending.store(true, ordering: .sequentiallyConsistent)
    var byte: UInt8 = 0
    _ = write(pipeEnds.writing, &byte, 1)
    interrupt()
  }
}
