import Bytes
import Glibc
import Language

/// The five sockets of a kernel, and what is written on them.
final class Channels: Sendable {
  let library: ZeroMQ
  let shell: Socket
  let control: Socket
  let heartbeat: Socket
  private let publication: Socket
  /// Opened because clients expect it; the kernel asks nobody for input.
  private let input: Socket
  private let key: [UInt8]
  private let session = Channels.newName()

  init(_ connection: ConnectionFile) throws(KernelError) {
    let library = try ZeroMQ()
    func open(_ kind: Socket.Kind, _ channel: ConnectionFile.Channel) throws(KernelError) -> Socket {
      try Socket(kind, at: connection.address(of: channel), library)
    }
    shell = try open(.router, .shell)
    control = try open(.router, .control)
    input = try open(.router, .stdin)
    publication = try open(.publish, .iopub)
    heartbeat = try open(.reply, .heartbeat)
    key = connection.key
    self.library = library
  }

  /// The next message on a socket; nil if what comes is none.
  func receive(_ socket: Socket) -> Message? { socket.receive().flatMap { Message($0, key: key) } }

  /// Answers a request on the socket that it came by.
  func reply(_ type: String, _ content: [(String, Value)], to request: Message, on socket: Socket) {
    socket.send(
      Message.frames(
        request.identities, header: header(type), parent: request.header, content: .object(content), key: key))
  }

  /// Tells all clients; `parent` is the header of the request that it comes from.
  func publish(_ type: String, _ content: Value, parent: [UInt8]) {
    publication.send(
      Message.frames([Array(type.utf8)], header: header(type), parent: parent, content: content, key: key))
  }

  /// Tells all clients whether the kernel works.
  func publish(isBusy: Bool, parent: [UInt8]) {
    publish("status", .object([("execution_state", .text(isBusy ? "busy" : "idle"))]), parent: parent)
  }

  /// Ends all of them, once what was sent is on its way; the heartbeat's ends with the process.
  func close() { for socket in [shell, control, input, publication] { socket.close() } }

  private func header(_ type: String) -> Value {
    .object([
      ("msg_id", .text(Self.newName())), ("session", .text(session)), ("username", .text("gmvae")),
      ("date", .text(Clock.timestamp)), ("msg_type", .text(type)), ("version", .text("5.3")),
    ])
  }

  private static func newName() -> String {
    (0..<2).map { _ in
      let digits = String(UInt64.random(in: .min ... .max), radix: 16)
      return String(repeating: "0", count: 16 - digits.count) + digits
    }.joined()
  }
}
