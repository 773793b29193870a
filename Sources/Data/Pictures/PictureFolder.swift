import Files
import Interruption

/// What the classes of pictures are called by.
public enum PictureClasses: String, Sendable, CaseIterable {
  /// The first folder below the one that is loaded.
  case folder
  /// All folders between the one that is loaded and the picture.
  case path
  /// Pictures have no classes.
  case none
}

/// The pictures of a folder and of all folders below it, whose names are their classes.
struct PictureFolder {
  /// A picture's path, and what it is called from the folder on.
  struct Picture {
    let path: RawPath
    let name: String
  }

  /// The pictures in order, and the class of each by number; no codes if there are no classes.
  private(set) var pictures: [Picture] = []
  private(set) var codes: [Int32] = []
  /// How many files were not read, by reason.
  private(set) var skipped: [String: Int] = [:]
  static let endings: Set<String> = ["png", "jpg", "jpeg"]
  private static let depthLimit = 32

  /// Looks through the folder and adds its classes to `names`.
  init(_ path: String, _ classes: PictureClasses, names: inout ClassNames) throws(DataError) {
    let root = RawPath(path)
    var loose: [Picture] = []
    for entry in try Self.list(root) {
      if entry.isFolder {
        try collect(entry, [entry.name], classes, &names, root: path)
      } else if isPicture(entry) {
        loose.append(Picture(path: entry.path, name: entry.name))
      }
    }
    if pictures.isEmpty || classes == .none {
      pictures = loose + pictures
    } else if !loose.isEmpty {
      skipped["beside the classes' folders"] = loose.count
    }
    if classes == .none { codes = [] }
    guard !pictures.isEmpty else { throw none(path) }
  }

  /// What was not read, as a note says it; nil if there is nothing.
  var note: String? {
    guard !skipped.isEmpty else { return nil }
    let list = skipped.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map { "\($0.value) \($0.key)" }
    let count = skipped.values.reduce(0, +)
    return "\(count) file\(count == 1 ? " was" : "s were") not read: " + list.joined(separator: ", ")
  }

  private mutating func collect(
    _ folder: Entry, _ place: [String], _ classes: PictureClasses, _ names: inout ClassNames, root: String
  ) throws(DataError) {
    guard place.count <= Self.depthLimit else {
      throw DataError(
        "\(folder.path.text): its folders are nested more than \(Self.depthLimit) deep", hint: "does a link lead back?")
    }
    for entry in try Self.list(folder.path) {
      if entry.isFolder {
        try collect(entry, place + [entry.name], classes, &names, root: root)
      } else if isPicture(entry) {
        pictures.append(Picture(path: entry.path, name: (place + [entry.name]).joined(separator: "/")))
        guard classes != .none else { continue }
        guard let code = names.code(classes == .path ? place.joined(separator: "/") : place[0]) else {
          throw ClassNames.tooMany(
            "\(root): its folders are", hint: "load the pictures without classes: class=none")
        }
        codes.append(code)
      }
    }
  }

  private mutating func isPicture(_ entry: Entry) -> Bool {
    let ending = FileName.ending(entry.name)
    if Self.endings.contains(ending) { return true }
    skipped[ending.isEmpty ? "without an ending" : "." + ending, default: 0] += 1
    return false
  }

  private func none(_ path: String) -> DataError {
    let others = note.map { "; " + $0 } ?? ""
    let ending = skipped.keys.sorted().first {
      [".gif", ".bmp", ".tif", ".tiff", ".webp", ".pgm", ".ppm"].contains($0)
    }
    return DataError(
      "\(path): no PNG or JPEG file in it or in a folder below it\(others)",
      hint: ending.map { "make PNG files of them, for example with ImageMagick: mogrify -format png *\($0)" }
        ?? "lay it out as \(FileName.stem(path))/CLASS/NAME.png, a folder for each class")
  }

  /// A file or folder.
  private struct Entry {
    let name: String
    let path: RawPath
    let isFolder: Bool
  }

  /// What is in a folder, by name; hidden files are left out. Two names that differ in bytes alone stay two.
  private static func list(_ path: RawPath) throws(DataError) -> [Entry] {
    let (folder, names): (Folder, [[UInt8]])
    do throws(SystemError) {
      folder = try path.openedFolder()
      names = try folder.rawNames()
    } catch {
      throw DataError(unopened: path.text, error, hint: "give a folder of PNG or JPEG files")
    }
    var taken = Set<String>()
    var entries: [Entry] = []
    for bytes in names.sorted(by: { $0.lexicographicallyPrecedes($1) }) where bytes.first != UInt8(ascii: ".") {
      try DataError.throwIfInterrupted()
      var name = TextEncoding.guessed(bytes)
      while !taken.insert(name).inserted { name += "′" }
      entries.append(Entry(name: name, path: RawPath(path, bytes), isFolder: folder.holdsFolder(bytes)))
    }
    return entries
  }
}
