import Foundation
import Printing
import Testing

@testable import Terminal

@Suite("Output")
struct OutputTests {
  @Test("a text longer than a pipe holds arrives whole, also where writing would block")
  func long() throws {
    let pipe = Pipe()
    let descriptor = pipe.fileHandleForWriting.fileDescriptor
    #expect(fcntl(descriptor, F_SETFL, O_NONBLOCK) == 0)
    let text = String(repeating: "é", count: 200_000)
    let reading = pipe.fileHandleForReading
    nonisolated(unsafe) var received: Data?
    let reader = Thread { received = try? reading.readToEnd() }
    reader.start()
    try Output(descriptor: descriptor, abilities: TerminalAbilities(width: nil)).writeLine(text)
    try pipe.fileHandleForWriting.close()
    while !reader.isFinished { usleep(1000) }
    #expect(received == Data((text + "\n").utf8))
  }

  @Test("a pipe without a reader is told as closed, not by a signal")
  func closed() throws {
    signal(SIGPIPE, SIG_IGN)
    let pipe = Pipe()
    try pipe.fileHandleForReading.close()
    let output = Output(
      descriptor: pipe.fileHandleForWriting.fileDescriptor, abilities: TerminalAbilities(width: nil))
    #expect(throws: Output.Closed.self) { try output.write("text") }
  }
}
