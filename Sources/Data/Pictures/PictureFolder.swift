import Files
import Glibc
import Interruption

/// The PNG files of a folder: in a folder for each class, or without classes directly in it.
struct PictureFolder {
  /// The files in order, and the class of each by number; no codes where there are no classes.
  private(set) var paths: [String] = []
  private(set) var codes: [Int32] = []
  /// How many files were passed over, for they are no PNG files or not in a class's folder.
  private(set) var skipped = 0

  /// Looks through the folder and adds its classes to `names`.
  init(_ path: String, names: inout ClassNames) throws(DataError) {
    let entries = try Self.list(path)
    for folder in entries where folder.isFolder {
      let files = try Self.list(folder.path).filter { !$0.isFolder }
      let pictures = files.filter(\.isPicture).map(\.path)
      skipped += files.count - pictures.count
      guard !pictures.isEmpty else { continue }
      guard let code = names.code(folder.name) else { throw ClassNames.tooMany("\(path): its folders are") }
      paths += pictures
      codes += [Int32](repeating: code, count: pictures.count)
    }
    let files = entries.filter { !$0.isFolder }
    if paths.isEmpty { paths = files.filter(\.isPicture).map(\.path) }
    skipped += codes.isEmpty ? files.count - paths.count : files.count
    guard !paths.isEmpty else {
      throw DataError(
        "\(path): no PNG file in it or in a folder below it",
        hint: "lay it out as \(FileName.stem(path))/CLASS/NAME.png, a folder for each class")
    }
  }

  /// A file or folder.
  private struct Entry {
    let name: String
    let path: String
    let isFolder: Bool
    var isPicture: Bool { FileName.ending(name) == "png" }
  }

  /// What is in a folder, by name; hidden files are left out.
  private static func list(_ path: String) throws(DataError) -> [Entry] {
    let names: [String]
    do throws(SystemError) {
      names = try Folder(path).names()
    } catch {
      throw DataError(unopened: path, error, hint: "give a folder of PNG files")
    }
    var entries: [Entry] = []
    for name in names where !name.hasPrefix(".") {
      try DataError.throwIfInterrupted()
      var status = stat()
      let isFolder = stat(path + "/" + name, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
      entries.append(Entry(name: name, path: path + "/" + name, isFolder: isFolder))
    }
    return entries.sorted { $0.name < $1.name }
  }
}
