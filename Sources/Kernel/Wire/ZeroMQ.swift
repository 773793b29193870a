import Glibc

/// The functions of libzmq that a kernel needs. The library is loaded with the first kernel, so that the shell starts
/// without it.
final class ZeroMQ: @unchecked Sendable {
  typealias Pointer = UnsafeMutableRawPointer

  /// What `zmq_poll` looks at: a socket, or a descriptor where the socket is nil.
  struct PollItem {
    var socket: Pointer?
    var descriptor: Int32 = -1
    var events: Int16 = ZeroMQ.input
    var found: Int16 = 0
  }

  static let input: Int16 = 1
  static let sendMore: Int32 = 2
  static let linger: Int32 = 17
  static let handover: Int32 = 56

  let context: Pointer
  let socket: @convention(c) (Pointer, Int32) -> Pointer?
  let setOption: @convention(c) (Pointer, Int32, UnsafeRawPointer, Int) -> Int32
  let bind: @convention(c) (Pointer, UnsafePointer<CChar>) -> Int32
  let close: @convention(c) (Pointer) -> Int32
  let send: @convention(c) (Pointer, UnsafeRawPointer?, Int, Int32) -> Int32
  let messageInit: @convention(c) (Pointer) -> Int32
  let messageReceive: @convention(c) (Pointer, Pointer, Int32) -> Int32
  let messageData: @convention(c) (Pointer) -> Pointer?
  let messageSize: @convention(c) (Pointer) -> Int
  let messageHasMore: @convention(c) (Pointer) -> Int32
  let messageClose: @convention(c) (Pointer) -> Int32
  let poll: @convention(c) (Pointer, Int32, CLong) -> Int32
  private let errorNumber: @convention(c) () -> Int32
  private let errorText: @convention(c) (Int32) -> UnsafePointer<CChar>?

  /// Loads the library.
  init() throws(KernelError) {
    guard let library = dlopen("libzmq.so.5", RTLD_NOW | RTLD_LOCAL) ?? dlopen("libzmq.so", RTLD_NOW | RTLD_LOCAL)
    else {
      throw KernelError("a kernel needs the library libzmq, which was not found; on Debian: apt-get install libzmq5")
    }
    func find<Function>(_ name: String, _: Function.Type = Function.self) throws(KernelError) -> Function {
      guard let symbol = dlsym(library, name) else {
        throw KernelError("the library libzmq has no function '\(name)'; install version 4.0 or later")
      }
      return unsafeBitCast(symbol, to: Function.self)
    }
    let newContext: @convention(c) () -> Pointer? = try find("zmq_ctx_new")
    guard let context = newContext() else { throw KernelError("libzmq cannot be started; close other programs") }
    self.context = context
    socket = try find("zmq_socket")
    setOption = try find("zmq_setsockopt")
    bind = try find("zmq_bind")
    close = try find("zmq_close")
    send = try find("zmq_send")
    messageInit = try find("zmq_msg_init")
    messageReceive = try find("zmq_msg_recv")
    messageData = try find("zmq_msg_data")
    messageSize = try find("zmq_msg_size")
    messageHasMore = try find("zmq_msg_more")
    messageClose = try find("zmq_msg_close")
    poll = try find("zmq_poll")
    errorNumber = try find("zmq_errno")
    errorText = try find("zmq_strerror")
  }

  /// Whether the last call was only disturbed by a signal.
  var wasInterrupted: Bool { errorNumber() == EINTR }

  /// Why the last call failed.
  var lastError: String { errorText(errorNumber()).map { String(cString: $0) } ?? "unknown error" }

  /// Waits until one of the items has input, or so many milliseconds (-1: for ever); a signal ends it too.
  func wait(for items: inout [PollItem], milliseconds: Int) {
    let count = Int32(items.count)
    items.withUnsafeMutableBytes { bytes in
      if let start = bytes.baseAddress { _ = poll(start, count, milliseconds) }
    }
  }
}

/// Why there can be no kernel.
public struct KernelError: Error, Equatable {
  /// What is wrong, and a way out.
  public let message: String

  init(_ message: String) { self.message = message }
}
