import CBytes

/// The SHA-256 checksum (FIPS 180-4) of bytes that come in pieces.
///
/// Our own, for swift-crypto would bring all of BoringSSL: measured, 165 s of compiling, and the whole of Foundation with
/// its character tables to load at each start, for these few lines.
public struct SHA256 {
  private var state: [UInt32] = [
    0x6a09_e667, 0xbb67_ae85, 0x3c6e_f372, 0xa54f_f53a, 0x510e_527f, 0x9b05_688c, 0x1f83_d9ab, 0x5be0_cd19,
  ]
  /// Bytes that do not fill a block yet.
  private var rest: [UInt8] = []
  private var length: UInt64 = 0

  /// The checksum of nothing yet.
  public init() {}

  /// Takes in bytes.
  public mutating func update(_ bytes: UnsafeRawBufferPointer) {
    length += UInt64(bytes.count)
    var bytes = bytes[...]
    if !rest.isEmpty {
      let filling = bytes.prefix(64 - rest.count)
      rest += filling
      bytes = bytes.dropFirst(filling.count)
      guard rest.count == 64 else { return }
      gm_sha256_blocks(&state, rest, 1)
      rest.removeAll(keepingCapacity: true)
    }
    let whole = UnsafeRawBufferPointer(rebasing: bytes.prefix(bytes.count / 64 * 64))
    if let start = whole.bindMemory(to: UInt8.self).baseAddress {
      gm_sha256_blocks(&state, start, Int64(whole.count / 64))
    }
    rest += bytes.dropFirst(whole.count)
  }

  /// Takes in bytes.
  public mutating func update(_ bytes: [UInt8]) { bytes.withUnsafeBytes { update($0) } }

  /// The checksum of all that was taken in: 32 bytes.
  public var digest: [UInt8] {
    var copy = self
    let bits = length &* 8
    copy.update([0x80] + [UInt8](repeating: 0, count: (119 - Int(length % 64)) % 64))
    copy.update((0..<8).reversed().map { UInt8(truncatingIfNeeded: bits >> (8 * UInt64($0))) })
    return copy.state.flatMap { word in [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: word >> $0) } }
  }

  /// The checksum of all that was taken in, as 64 hex digits.
  public func hexDigits() -> String {
    digest.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
  }
}

extension SHA256 {
  /// HMAC with SHA-256 (RFC 2104): 32 bytes that only who knows the key can make of the parts one after the other.
  public static func authentication(of parts: [[UInt8]], key: [UInt8]) -> [UInt8] {
    let short = key.count > 64 ? digest(of: [key]) : key
    let block = short + [UInt8](repeating: 0, count: 64 - short.count)
    return digest(of: [block.map { $0 ^ 0x5C }, digest(of: [block.map { $0 ^ 0x36 }] + parts)])
  }

  private static func digest(of parts: [[UInt8]]) -> [UInt8] {
    var checksum = SHA256()
    for part in parts { checksum.update(part) }
    return checksum.digest
  }
}
