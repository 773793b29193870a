import Synchronization

/// One socket of a kernel. A message is sent or received whole; different threads take turns.
final class Socket: @unchecked Sendable {
  /// How the other side may use it.
  enum Kind: Int32 {
    case publish = 1, reply = 4, router = 6
  }

  let handle: ZeroMQ.Pointer
  private let library: ZeroMQ
  /// Held while a message is sent.
  private let turn = Mutex(())

  /// Opens it at an address such as `tcp://127.0.0.1:5555`.
  init(_ kind: Kind, at address: String, _ library: ZeroMQ) throws(KernelError) {
    guard let handle = library.socket(library.context, kind.rawValue) else { throw KernelError(library.lastError) }
    self.handle = handle
    self.library = library
    set(ZeroMQ.linger, to: 1000)
    if kind == .router { set(ZeroMQ.handover, to: 1) }
    guard library.bind(handle, address) == 0 else {
      throw KernelError("'\(address)' cannot be opened: \(library.lastError); let Jupyter choose other ports")
    }
  }

  private func set(_ option: Int32, to value: Int32) {
    withUnsafeBytes(of: value) { bytes in
      if let start = bytes.baseAddress { _ = library.setOption(handle, option, start, bytes.count) }
    }
  }

  /// Sends a message of these frames.
  func send(_ frames: [[UInt8]]) {
    turn.withLock { _ in
      for (place, frame) in frames.enumerated() {
        let flags = place + 1 < frames.count ? ZeroMQ.sendMore : 0
        frame.withUnsafeBytes { bytes in
          while library.send(handle, bytes.baseAddress, bytes.count, flags) < 0, library.wasInterrupted {}
        }
      }
    }
  }

  /// The frames of the next message, waiting for it; nil if the socket can give none.
  func receive() -> [[UInt8]]? {
    withUnsafeTemporaryAllocation(byteCount: 64, alignment: 16) { memory -> [[UInt8]]? in
      guard let message = memory.baseAddress else { return nil }
      var frames: [[UInt8]] = []
      repeat {
        _ = library.messageInit(message)
        while library.messageReceive(message, handle, 0) < 0 { if !library.wasInterrupted { return nil } }
        let bytes = UnsafeRawBufferPointer(start: library.messageData(message), count: library.messageSize(message))
        frames.append(Array(bytes))
        let hasMore = library.messageHasMore(message) != 0
        _ = library.messageClose(message)
        if !hasMore { return frames }
      } while true
    }
  }

  /// Whether a message is there, after waiting for it so many milliseconds.
  func hasMessage(within milliseconds: Int) -> Bool {
    var items = [ZeroMQ.PollItem(socket: handle)]
    library.wait(for: &items, milliseconds: milliseconds)
    return items[0].found & ZeroMQ.input != 0
  }

  /// Ends it, once what was sent is on its way.
  func close() { _ = library.close(handle) }
}
