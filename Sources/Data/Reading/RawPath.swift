import Files

/// A file's path as the system has it: bytes that need not be text, such as `caf\xe9` from an older machine.
struct RawPath {
  /// What it is called in messages. Bytes that are not UTF-8 are shown as Windows-1252 has them.
  let text: String
  /// The deepest part that is text, and the names below it.
  private let base: String
  private let names: [[UInt8]]

  /// The path that a text names.
  init(_ text: String) { (self.text, base, names) = (text, text, []) }

  /// A file in a folder.
  init(_ folder: RawPath, _ name: [UInt8]) {
    text = folder.text + "/" + TextEncoding.guessed(name)
    if folder.names.isEmpty, let word = String(validating: name, as: UTF8.self) {
      (base, names) = (folder.base + "/" + word, [])
    } else {
      (base, names) = (folder.base, folder.names + [name])
    }
  }

  /// Opens the regular file for reading; the caller closes it.
  func opened() throws(SystemError) -> Int32 {
    names.isEmpty ? try Opening.file(base) : try Opening.file(names, below: base)
  }

  /// Opens the folder.
  func openedFolder() throws(SystemError) -> Folder {
    names.isEmpty ? try Folder(base) : try Folder(names, below: base)
  }
}
