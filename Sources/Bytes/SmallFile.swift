#if canImport(Glibc)
  import Glibc
#endif

/// The files in which the kernel tells about itself.
public enum SmallFile {
  /// The number in the line that begins with a word.
  public static func number(in path: String, after word: String) -> Int? {
    lines(of: path).lazy.compactMap { line in
      let fields = line.split(separator: " ", maxSplits: 2)
      return fields.count > 1 && fields[0] == word ? Int(fields[1]) : nil
    }.first
  }

  /// What stands in a folder; nothing if there is no such folder.
  public static func names(in folder: String) -> [String] {
    guard let stream = opendir(folder) else { return [] }
    defer { closedir(stream) }
    var names: [String] = []
    while let entry = readdir(stream) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if !name.hasPrefix(".") { names.append(name) }
    }
    return names
  }

  /// The lines, with blanks in the place of tabs; none if there is no such file.
  public static func lines(of path: String) -> [Substring] { text(of: path)?.split(separator: "\n") ?? [] }

  /// All of it, with blanks in the place of tabs; nil if there is no such file.
  public static func text(of path: String) -> String? {
    guard let file = fopen(path, "re") else { return nil }
    defer { fclose(file) }
    var bytes = [UInt8](repeating: 0, count: 1 << 16)
    let count = fread(&bytes, 1, bytes.count, file)
    return String(decoding: bytes[..<count].map { $0 == 9 ? 32 : $0 }, as: UTF8.self)
  }
}
