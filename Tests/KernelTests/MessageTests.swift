import Language
import Testing

@testable import Kernel

@Suite("Messages of the protocol")
struct MessageTests {
  static let key = Array("a key".utf8)

  static func frames(_ content: String = "{\"code\":\"1+1\"}", key: [UInt8] = key) -> [[UInt8]] {
    let header = Value.object([("msg_type", .text("execute_request")), ("msg_id", .text("1"))])
    return Message.frames(
      [[1, 2]], header: header, parent: [], content: JSONReader.value(of: Array(content.utf8)) ?? .nothing, key: key)
  }

  @Test("come back as they were sent")
  func roundTrip() throws {
    let message = try #require(Message(Self.frames(), key: Self.key))
    #expect(message.type == "execute_request" && message.content["code"] == .text("1+1"))
    #expect(message.identities == [[1, 2]])
  }

  @Test("are refused with another key, a changed part, or a part too few")
  func forged() {
    #expect(Message(Self.frames(key: [1]), key: Self.key) == nil)
    var changed = Self.frames()
    changed[6] = Array("{\"code\":\"2+2\"}".utf8)
    #expect(Message(changed, key: Self.key) == nil)
    #expect(Message(Array(Self.frames().dropLast()), key: Self.key) == nil)
    #expect(Message([], key: Self.key) == nil)
  }

  @Test("need no signature where there is no key")
  func unsigned() {
    #expect(Message(Self.frames(key: []), key: [])?.type == "execute_request")
    #expect(Self.frames(key: [])[2] == [])
  }

  @Test("places are counted in code points, whatever the letters take in bytes")
  func places() {
    let places = CodePoints("é😀 tr")
    #expect((0...5).map(places.bytes) == [0, 2, 6, 7, 8, 9] && places.bytes(99) == 9 && places.bytes(-1) == 0)
    #expect([0, 2, 6, 7, 9].map(places.points) == [0, 1, 2, 3, 5])
  }

  @Test("a connection file says where to listen, and is refused where it does not")
  func connection() throws {
    let text = """
      {"shell_port": 1, "iopub_port": 2, "stdin_port": 3, "control_port": 4, "hb_port": 5, "ip": "127.0.0.1",
       "key": "k", "transport": "tcp", "signature_scheme": "hmac-sha256", "kernel_name": "gmvae"}
      """
    let connection = try ConnectionFile(text)
    #expect(connection.address(of: .heartbeat) == "tcp://127.0.0.1:5" && connection.key == [0x6B])
    for wrong in [
      "", "[]", text.replacing("hmac-sha256", with: "hmac-md5"), text.replacing("\"shell_port\": 1,", with: ""),
      text.replacing("_port\": 1", with: "_port\": 99999"),
    ] {
      #expect(throws: KernelError.self) { try ConnectionFile(wrong) }
    }
  }
}
