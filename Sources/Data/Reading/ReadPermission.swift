/// Which files the readers may open. Every reader asks for each file, so that no link in a folder of pictures or beside a
/// data set leads to another.
public struct ReadPermission: Sendable {
  /// What the work under way may read; everything unless said otherwise.
  ///
  /// The task's value is this structure and not the bare function: pushing a function as a task's value crashes in
  /// optimized builds (Swift 6.3), for its type's name cannot be read back at run time.
  @TaskLocal public static var current = ReadPermission { _ in true }

  private let grants: @Sendable (_ path: String) -> Bool

  /// A permission for the paths of which `grants` says so.
  public init(_ grants: @escaping @Sendable (_ path: String) -> Bool) { self.grants = grants }

  /// - Throws: `DataError` if the file may not be read.
  func check(_ file: FilePath) throws(DataError) {
    guard !isGranted(file) else { return }
    throw DataError(
      "\(file.text) is outside of the folders that --safe allows",
      hint: "put it below the working folder, or start gmvae with --allow FOLDER")
  }

  /// A name that is no text may be read if it is no link and its folder may be.
  private func isGranted(_ file: FilePath) -> Bool {
    if file.isText { return grants(file.text) }
    guard !file.isLink, let slash = file.bytes.lastIndex(of: CChar(bitPattern: UInt8(ascii: "/"))) else { return false }
    return isGranted(FilePath(bytes: Array(file.bytes[..<slash])))
  }
}
