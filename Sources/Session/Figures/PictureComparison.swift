import Animation
import Data
import Language
import Plot

/// Compares figures with the pictures that a notebook stores.
struct PictureComparison {
  private let files: FileDoor
  private var differences: [String] = []

  init(_ files: FileDoor) { self.files = files }

  /// How much a channel of a pixel may differ, of 255, and the share of pixels that may differ by more: another processor
  /// rounds the edge of a line otherwise.
  private static let tolerance = (channel: 8, share: 0.001)

  /// What was different since this was last asked, a line each.
  mutating func take() -> [String] {
    defer { differences = [] }
    return differences
  }

  /// Whether this program made a picture or film.
  static func isOwn(_ file: [UInt8]) -> Bool {
    (Renderer.software(of: file) ?? GIFReader(file)?.comment)?.hasPrefix("gmvae") == true
  }

  /// Compares a figure with the picture stored at its path. One that was made with other versions or fonts is not compared.
  mutating func compare(_ figure: Figure, with path: String) {
    guard files.exists(path) else { return differences.append("the picture '\(path)' is missing") }
    guard let file = try? files.readBytes(path, limit: 1 << 28),
      Renderer.software(of: file) == Renderer.software, let now = try? Renderer.picture(figure)
    else { return }
    guard let stored = try? PictureDecoder.decode(files.resolve(path), channels: now.channels) else {
      return differences.append("the picture '\(path)' is damaged")
    }
    guard (stored.width, stored.height) == (now.width, now.height) else {
      return differences.append(
        "the picture '\(path)' has \(stored.width)×\(stored.height) pixels, and now \(now.width)×\(now.height)")
    }
    let share = Self.differingShare(stored.pixels, now.pixels, channels: now.channels)
    if share > Self.tolerance.share {
      differences.append("the picture '\(path)' differs in \(NumberText.short(100 * share)) % of its pixels")
    }
  }

  /// Compares a film with the one stored at its path, picture by picture.
  mutating func compare(film bytes: [UInt8], with path: String) {
    guard files.exists(path) else { return differences.append("the film '\(path)' is missing") }
    guard let file = try? files.readBytes(files.resolve(path), limit: 1 << 28), var now = GIFReader(bytes) else {
      return
    }
    guard var stored = GIFReader(file) else { return differences.append("the film '\(path)' is damaged") }
    guard stored.comment == now.comment else { return }
    guard (stored.width, stored.height) == (now.width, now.height) else {
      return differences.append(
        "the film '\(path)' has \(stored.width)×\(stored.height) pixels, and now \(now.width)×\(now.height)")
    }
    var number = 0
    while true {
      number += 1
      let (old, new) = (stored.next(), now.next())
      guard let old, let new else {
        if old != nil || new != nil { differences.append("the film '\(path)' has another number of pictures") }
        return
      }
      if Self.differingShare(old, new, channels: 3) > Self.tolerance.share {
        return differences.append("the film '\(path)' differs in its picture \(number)")
      }
    }
  }

  private static func differingShare(_ stored: [UInt8], _ now: [UInt8], channels: Int) -> Double {
    guard stored != now else { return 0 }
    let differing = stride(from: 0, to: now.count, by: channels).filter { start in
      (start..<start + channels).contains { abs(Int(stored[$0]) - Int(now[$0])) > tolerance.channel }
    }
    return Double(differing.count * channels) / Double(max(1, now.count))
  }
}
