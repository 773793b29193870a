import Glibc

/// A file's path as the system has it: bytes that need not be text, such as `caf\xe9` from an older machine.
struct FilePath {
  /// What it is called in messages. Bytes that are not UTF-8 are shown as Windows-1252 has them.
  let text: String
  /// The bytes, ended by a zero.
  let bytes: [CChar]

  /// The path that a text names.
  init(_ text: String) { (self.text, bytes) = (text, Array(text.utf8CString)) }

  /// A file in a folder; `name` has no zero at its end.
  init(_ folder: FilePath, _ name: [UInt8]) {
    text = folder.text + "/" + TextEncoding.guessed(name)
    bytes = folder.bytes.dropLast() + [CChar(bitPattern: UInt8(ascii: "/"))] + name.map { CChar(bitPattern: $0) } + [0]
  }

  /// The path of these bytes, without a zero at their end.
  init(bytes: [CChar]) {
    text = TextEncoding.guessed(bytes.map(UInt8.init(bitPattern:)))
    self.bytes = bytes + [0]
  }

  /// Whether the text names the file as well.
  var isText: Bool { bytes == Array(text.utf8CString) }

  /// What is there; nil if nothing is. A link is followed.
  var status: stat? {
    var status = Glibc.stat()
    return stat(bytes, &status) == 0 ? status : nil
  }

  /// Whether it is a link.
  var isLink: Bool {
    var status = Glibc.stat()
    return lstat(bytes, &status) == 0 && status.st_mode & S_IFMT == S_IFLNK
  }
}
