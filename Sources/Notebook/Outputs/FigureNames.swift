/// The folder of a notebook's figures, `NAME_files` beside it, and the names in it. A figure is named for what it shows,
/// so that a new one before it leaves most names as they are.
public struct FigureNames: Sendable {
  /// The path of the folder.
  public let folder: String
  /// The notebook's name without its ending.
  public let title: String
  private let parent: String
  private var names = DistinctNames(numberedFrom: 2)

  /// The names for the notebook at a path.
  public init(notebook path: String) {
    parent = path.lastIndex(of: "/").map { String(path[...$0]) } ?? ""
    let name = path.dropFirst(parent.count)
    title = String(name.hasSuffix(".md") ? name.dropLast(3) : name)
    folder = parent + title + "_files"
  }

  /// The path for the next figure that shows `name`; for a film that is `gif`.
  public mutating func next(_ name: String, ending: String = "png") -> String {
    "\(folder)/\(names.next(name)).\(ending)"
  }

  /// A picture's path as a link in the notebook; nil if it does not lie below the notebook's folder, or is no picture
  /// that pages can show.
  func link(toPicture path: String) -> String? {
    [".png", ".svg", ".gif"].contains(where: path.lowercased().hasSuffix) ? link(to: path) : nil
  }

  /// The path of a figure's points as a link; nil as above.
  func link(toPoints path: String) -> String? { path.lowercased().hasSuffix(".json") ? link(to: path) : nil }

  /// A path as a link in the notebook; nil if it does not lie below the notebook's folder.
  func link(to path: String) -> String? {
    guard path.hasPrefix(parent) else { return nil }
    let rest = path.dropFirst(parent.count)
    guard !rest.hasPrefix("/"), !rest.hasPrefix("~"), !rest.split(separator: "/").contains("..") else { return nil }
    return rest.utf8.map(Self.escaped).joined()
  }

  /// The path that a link in the notebook leads to; nil if that does not lie below the notebook's folder.
  public func path(ofLink link: String) -> String? {
    var bytes: [UInt8] = [], rest = Array(link.utf8)[...]
    while let byte = rest.popFirst() {
      let code = byte == UInt8(ascii: "%") ? UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16) : nil
      if code != nil { rest = rest.dropFirst(2) }
      bytes.append(code ?? byte)
    }
    let path = parent + String(decoding: bytes, as: UTF8.self)
    return self.link(to: path) == link ? path : nil
  }

  /// Whether a name in the folder is one that `next` gives: words, perhaps a number, and the ending of a picture, of a
  /// film or of a figure's points.
  public static func isGiven(_ name: String) -> Bool {
    name.wholeMatch(of: #/[a-z]+(-[a-z]+)*(-[0-9]+)?\.(png|gif|json)/#) != nil
  }

  private static func escaped(_ byte: UInt8) -> String {
    let character = Character(Unicode.Scalar(byte))
    if byte < 0x80, character.isLetter || character.isNumber || "-._/".contains(character) { return String(character) }
    return "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
  }
}

/// Gives names that all differ: one that was given before gets a number behind it, `latents-2`.
public struct DistinctNames: Sendable {
  private let first: Int
  private var taken: Set<String> = []
  /// The number that a name got last.
  private var numbers: [String: Int] = [:]

  /// - Parameter first: the number of a name's second use.
  public init(numberedFrom first: Int) { self.first = first }

  /// The name, or with the next number behind it if it is taken.
  public mutating func next(_ name: String) -> String {
    var distinct = name
    while !taken.insert(distinct).inserted {
      let number = numbers[name].map { $0 + 1 } ?? first
      numbers[name] = number
      distinct = "\(name)-\(number)"
    }
    return distinct
  }
}
