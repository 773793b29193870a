import Data
import Language

/// What tables are read by.
enum TableKeys {
  static let drop = Option("drop", .names, default: [], shown: "none", "columns to leave out")
  static let header = Option(
    "header", .choice(["auto", "true", "false"]), default: "auto", "whether the first row names the columns")
  static let delimiter = Option("delimiter", .text, otherwise: "found out", "between columns: a letter, tab or space")
  static let decimal = Option("decimal", .text, otherwise: "found out", "before a number's fraction")
  static let thousands = Option("thousands", .text, otherwise: "none", "between a number's thousands")
  static let encoding = Option(
    "encoding", .choice(["utf-8", "utf-16", "windows-1252", "latin-1"]), otherwise: "found out",
    "how bytes stand for letters")
  /// How a table is written.
  static let notation: [any Key] = [delimiter, decimal, thousands, encoding]

  static func id(otherwise: String) -> Option<String?> {
    Option("id", .text, otherwise: otherwise, "the column that names the rows")
  }

  static func na(otherwise: String) -> Option<[String]?> {
    Option("na", .names, otherwise: otherwise, "what means a missing value")
  }
}

extension Call {
  /// How a table's text is to be understood.
  func tableOptions(id: Option<String?>, na: Option<[String]?>) throws(CommandError) -> CSVOptions {
    var options = CSVOptions(header: Bool(self[TableKeys.header]))
    options.id = self[id]
    options.drop = self[TableKeys.drop]
    options.delimiter = try letter(TableKeys.delimiter, words: ["tab": "\t", "space": " ", "comma": ","])
    options.decimal = try letter(TableKeys.decimal)
    options.thousands = try letter(TableKeys.thousands, words: ["space": " "])
    options.encoding = self[TableKeys.encoding].flatMap(TextEncoding.init)
    options.missingMarks = self[na]
    return options
  }

  /// A letter between columns or in numbers, by itself or by its name.
  private func letter(_ key: Option<String?>, words: [String: String] = [:]) throws(CommandError) -> UInt8? {
    guard let text = self[key] else { return nil }
    let letter = words[text] ?? text, name = key.declaration.name
    guard letter.utf8.count == 1, let byte = letter.utf8.first, byte < 0x80, !(0x30...0x39).contains(byte) else {
      let known = words.keys.sorted().joined(separator: ", ")
      throw CommandError(
        "'\(text)' is not a single letter", argument: name,
        hint: "give one such as \(name)=\",\"" + (known.isEmpty ? "" : ", or one of \(known)"))
    }
    return byte
  }
}
