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
