import Notebook

/// The files that a notebook shows, as its folder has them. Each is read once.
final class NotebookFiles {
  /// How many bytes of files a page may have in it, repeated ones counted again: no browser opens a larger one.
  private static let most = 1 << 29

  private let read: (String) -> [UInt8]?
  private var pictures: [String: ShownPicture] = [:]
  private var missingNames: Set<String> = []
  private var left = most
  /// The links to pictures that are not there, are none, or are too much, in the order they were asked for.
  private(set) var missing: [String] = []

  /// - Parameter read: gives a file's bytes for its path from the notebook's folder; nil if it cannot be read.
  init(_ read: @escaping (String) -> [UInt8]?) { self.read = read }

  /// The picture that a link leads to, to be kept where it is shown; nil, and noted, if there is none in the folder.
  func picture(_ url: String) -> EmbeddedPicture? { found(url).flatMap { take($0.bytes.count, url) ? $0 : nil } }

  /// The same, to be shown any number of times.
  func shownPicture(_ url: String) -> ShownPicture? {
    if let known = pictures[url], known.picture.size != nil { return known }
    guard let picture = picture(url) else { return nil }
    let shown = pictures[url] ?? ShownPicture(name: "picture-\(pictures.count + 1)", picture: picture)
    pictures[url] = shown
    return shown
  }

  private func found(_ url: String) -> EmbeddedPicture? {
    if let known = pictures[url] { return known.picture }
    if missingNames.contains(url) { return nil }
    let found = SafeLink(url)?.path.flatMap(read).flatMap(EmbeddedPicture.init)
    if found == nil { note(url) }
    return found
  }

  private func take(_ count: Int, _ url: String) -> Bool {
    guard count <= left else {
      note(url)
      return false
    }
    left -= count
    return true
  }

  private func note(_ url: String) { if missingNames.insert(url).inserted { missing.append(url) } }

  /// The points of a figure that a link leads to; nil for any other file, which a page must not take in.
  func points(_ url: String) -> String? {
    guard let bytes = SafeLink(url)?.path.flatMap(read), bytes.starts(with: FigurePoints.beginning.utf8),
      take(bytes.count, url)
    else { return nil }
    return String(validating: bytes, as: UTF8.self)
  }
}

/// A picture with the name that a page has for it.
struct ShownPicture: Sendable {
  let name: String
  let picture: EmbeddedPicture
}
