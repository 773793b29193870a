import Glibc

/// A thread that does one piece of work and ends with it, or with the process.
enum PlainThread {
  private final class Work {
    let body: @Sendable () -> Void
    init(_ body: @escaping @Sendable () -> Void) { self.body = body }
  }

  /// Starts it.
  static func start(_ body: @escaping @Sendable () -> Void) {
    var thread = pthread_t()
    let work = Unmanaged.passRetained(Work(body))
    let status = pthread_create(
      &thread, nil,
      { argument in
        if let argument { Unmanaged<Work>.fromOpaque(argument).takeRetainedValue().body() }
        return nil
      }, work.toOpaque())
    if status == 0 { pthread_detach(thread) } else { work.release() }
  }
}

/// Sends back whatever comes, so that clients see that the kernel is there.
enum Heartbeat {
  /// Begins to, on a thread of its own.
  static func start(_ socket: Socket) {
    PlainThread.start { while let frames = socket.receive() { socket.send(frames) } }
  }
}
