/// The members of a zip archive, as NumPy's savez writes it: stored or deflated, below 4 GB.
/// https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT
struct ZipArchive {
  /// A file in the archive.
  struct Member {
    let name: String
    fileprivate let isDeflated: Bool
    fileprivate let packedSize: Int
    let size: Int
    fileprivate let checksum: Int
    fileprivate let start: Int
  }

  let path: String
  private(set) var members: [Member] = []
  private let file: InputFile
  /// The bytes of the whole archive.
  let size: Int
  private static let memberLimit = 10_000

  /// Reads the archive's directory, which is at its end.
  init(_ path: String) throws(DataError) {
    self.path = path
    file = try InputFile(path: path)
    size = try file.remaining(limit: 1 << 33)
    let (count, start, length) = try directory()
    var directory = try FileSection(file, start: start, count: length).read(exactly: length)[...]
    for _ in 0..<count { members.append(try member(&directory)) }
  }

  /// The bytes of a member.
  func open(_ member: Member) throws(DataError) -> any ByteSource {
    let header = try bytes(at: member.start, count: 30)
    guard header.starts(with: [0x50, 0x4b, 3, 4]) else { throw wrong("\(member.name) is not where it should be") }
    let start = member.start + 30 + Self.word(header, 26, 2) + Self.word(header, 28, 2)
    guard start + member.packedSize <= size else { throw wrong("\(member.name) goes beyond its end") }
    let section = try FileSection(file, start: start, count: member.packedSize)
    let content: any ByteSource = member.isDeflated ? try InflatedSource(section, wrapping: .none) : section
    return ChecksummedSource(content, count: member.size, checksum: member.checksum)
  }

  /// How many members, where their directory starts, and how long it is.
  private func directory() throws(DataError) -> (count: Int, start: Int, length: Int) {
    let length = min(size, 22 + 65_535)
    let tail = try bytes(at: size - length, count: length)
    let places = stride(from: length - 22, through: 0, by: -1)
    guard length >= 22, let end = places.first(where: { tail[$0..<$0 + 4] == [0x50, 0x4b, 5, 6] }) else {
      throw wrong("not a zip archive, or its end is missing")
    }
    let (count, bytes, start) = (
      Self.word(tail, end + 10, 2), Self.word(tail, end + 12, 4), Self.word(tail, end + 16, 4)
    )
    guard start < 0xffff_ffff, count < 0xffff else {
      throw DataError("\(path): archives beyond 4 GB are not read", hint: "save the arrays as .npy files")
    }
    guard count <= Self.memberLimit, start + bytes <= size, bytes <= 1 << 24 else {
      throw wrong("its directory is damaged")
    }
    return (count, start, bytes)
  }

  private func member(_ directory: inout ArraySlice<UInt8>) throws(DataError) -> Member {
    let entry = Array(directory.prefix(46))
    guard entry.count == 46, entry.starts(with: [0x50, 0x4b, 1, 2]) else { throw wrong("its directory is damaged") }
    let (nameLength, method) = (Self.word(entry, 28, 2), Self.word(entry, 10, 2))
    directory = directory.dropFirst(46)
    let name = String(decoding: directory.prefix(nameLength), as: UTF8.self)
    directory = directory.dropFirst(nameLength + Self.word(entry, 30, 2) + Self.word(entry, 32, 2))
    guard method == 0 || method == 8, entry[8] & 1 == 0 else {
      throw wrong("\(CSVLayout.quoted(name)) is encrypted or packed in an unknown way")
    }
    let (packed, size) = (Self.word(entry, 20, 4), Self.word(entry, 24, 4))
    guard packed <= self.size, method == 8 || packed == size else { throw wrong("its directory is damaged") }
    return Member(
      name: name, isDeflated: method == 8, packedSize: packed, size: size, checksum: Self.word(entry, 16, 4),
      start: Self.word(entry, 42, 4))
  }

  private func bytes(at start: Int, count: Int) throws(DataError) -> [UInt8] {
    try FileSection(file, start: start, count: count).read(exactly: count)
  }

  private static func word(_ bytes: [UInt8], _ start: Int, _ count: Int) -> Int {
    bytes[start..<start + count].reversed().reduce(0) { $0 << 8 | Int($1) }
  }

  private func wrong(_ finding: String) -> DataError {
    DataError("\(path): \(finding)", hint: "save it anew with numpy.savez or numpy.savez_compressed")
  }
}
