import Notebook

/// Where figures go that no `>` names a path for.
public enum FigurePlace {
  /// The next number in the folder that is set.
  case numbered
  /// The folder of a notebook, where what is there is replaced; if they are not written, they are
  /// compared with what is there.
  case notebook(FigureNames, isWritten: Bool)

  /// Whether figures are compared with those that a notebook stores, and none is written.
  var isChecked: Bool { if case .notebook(_, isWritten: false) = self { true } else { false } }

  var isOfNotebook: Bool { if case .notebook = self { true } else { false } }
}

/// The numbers of the figures that no `>` names a path for, which go on from the pictures in their folder.
struct FigureNumbers {
  private var last = 0
  private var taken: (folder: String, numbers: Set<Int>) = ("", [])
  /// The figures with numbers for names, by their paths.
  private(set) var paths: Set<String> = []

  /// The next `NNN-name.png` in a folder whose number is not taken. A folder of thousands is listed once only.
  ///
  /// - Parameter names: lists the folder.
  mutating func next(_ name: String, ending: String, in folder: String, names: () -> [String]) -> String {
    if taken.folder != folder { taken = (folder, Set(names().compactMap(Self.number))) }
    repeat { last += 1 } while taken.numbers.contains(last)
    let digits = String(last)
    let path = "\(folder)/\(String(repeating: "0", count: max(0, 3 - digits.count)))\(digits)-\(name).\(ending)"
    paths.insert(path)
    return path
  }

  /// The number that a name begins with; nil if that is not how figures are called.
  private static func number(_ name: String) -> Int? {
    guard let dash = name.firstIndex(of: "-"), dash > name.startIndex, name[..<dash].utf8.allSatisfy(isDigit) else {
      return nil
    }
    return Int(name[..<dash])
  }

  private static func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }
}
