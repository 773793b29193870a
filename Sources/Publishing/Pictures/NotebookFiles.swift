/// The files that a notebook shows, as its folder has them.
final class NotebookFiles {
  private let read: (String) -> [UInt8]?
  /// The links to pictures that are not there, or are none, in the order they were asked for.
  private(set) var missing: [String] = []

  /// - Parameter read: gives a file's bytes for its path from the notebook's folder; nil where it cannot be read.
  init(_ read: @escaping (String) -> [UInt8]?) { self.read = read }

  /// The picture that a link leads to; nil, and noted, where there is none in the folder.
  func picture(_ url: String) -> EmbeddedPicture? {
    let found = SafeLink(url)?.path.flatMap(read).flatMap(EmbeddedPicture.init)
    if found == nil, !missing.contains(url) { missing.append(url) }
    return found
  }

  /// A text that a link leads to.
  func text(_ url: String) -> String? {
    SafeLink(url)?.path.flatMap(read).flatMap { String(validating: $0, as: UTF8.self) }
  }
}
