import Bytes
import Testing

@Suite("SHA-256")
struct SHA256Tests {
  func digits(_ bytes: [UInt8]) -> String {
    var checksum = SHA256()
    checksum.update(bytes)
    return checksum.hexDigits()
  }

  @Test(
    "agrees with NIST's example vectors",
    arguments: [
      ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
      ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
      (
        "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
        "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
      ),
      (
        "abcdefghbcdefghicdefghijdefghijkefghijklfghijklmghijklmnhijklmnoijklmnopjklmnopqklmnopqrlmnopqrsmnopqrstnopqrstu",
        "cf5b16a778af8380036ce59e7b0492370b249b11e8f07a51afac45037afee9d1"
      ),
    ])
  func vectors(text: String, expected: String) {
    #expect(digits(Array(text.utf8)) == expected)
  }

  @Test("agrees with NIST's vector of a million letters")
  func million() {
    #expect(
      digits([UInt8](repeating: 0x61, count: 1_000_000))
        == "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0")
  }

  @Test("does not depend on the pieces the bytes come in")
  func pieces() {
    let bytes = (0..<1000).map { UInt8(truncatingIfNeeded: $0 &* 31) }
    for size in [1, 3, 55, 56, 63, 64, 65, 127, 128, 500] {
      var checksum = SHA256()
      for start in stride(from: 0, to: bytes.count, by: size) {
        checksum.update(Array(bytes[start..<min(start + size, bytes.count)]))
      }
      #expect(checksum.hexDigits() == digits(bytes), "pieces of \(size)")
    }
  }

  @Test("pads messages of every length around a block as Python's hashlib does")
  func padding() {
    // hashlib.sha256("".join(hashlib.sha256(b"a" * n).hexdigest() for n in range(50, 140)).encode()).hexdigest()
    let all = (50..<140).map { digits([UInt8](repeating: 0x61, count: $0)) }.joined()
    #expect(digits(Array(all.utf8)) == "b0b9b35583260e7fdaa91d1eeff0c4e3394f071ce2795ac6ac3315b7abe3245d")
  }
}

@Suite("HMAC")
struct HMACTests {
  /// RFC 4231, test cases 1, 2 and 6.
  static let cases: [(key: [UInt8], text: String, digest: String)] = [
    (
      [UInt8](repeating: 0x0B, count: 20), "Hi There",
      "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7"
    ),
    (
      Array("Jefe".utf8), "what do ya want for nothing?",
      "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"
    ),
    (
      [UInt8](repeating: 0xAA, count: 131), "Test Using Larger Than Block-Size Key - Hash Key First",
      "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54"
    ),
  ]

  @Test("gives the digests of RFC 4231, in one part or several", arguments: cases)
  func digests(key: [UInt8], text: String, digest: String) {
    let bytes = Array(text.utf8)
    for parts in [[bytes], [Array(bytes.prefix(5)), Array(bytes.dropFirst(5))]] {
      let found = SHA256.authentication(of: parts, key: key)
      #expect(found.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined() == digest)
    }
  }
}
