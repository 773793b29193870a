import Bytes
import Foundation
import Testing

@Suite("Base64")
struct Base64Tests {
  @Test("bytes as letters are as everyone writes them")
  func base64() {
    for count in 0..<50 {
      let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0 * 37 + count) }
      #expect(Base64.encoded(bytes) == Data(bytes).base64EncodedString())
    }
  }
}
