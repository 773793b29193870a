import Testing

@testable import Bytes

@Suite("CRC-32C")
struct CRC32CTests {
  /// RFC 3720, appendix B.4.
  @Test("gives the checksums of RFC 3720")
  func checksums() {
    #expect(CRC32C.checksum(of: [UInt8](repeating: 0, count: 32)) == 0x8A91_36AA)
    #expect(CRC32C.checksum(of: [UInt8](repeating: 0xFF, count: 32)) == 0x62A8_AB43)
    #expect(CRC32C.checksum(of: (0..<32).map { $0 }) == 0x46DD_794E)
    #expect(CRC32C.checksum(of: Array("123456789".utf8)) == 0xE306_9283)
    #expect(CRC32C.checksum(of: []) == 0)
  }
}
