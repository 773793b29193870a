import Animation
import Data
import Language
import Plot

extension Session {
  /// How much a channel of a pixel may differ, of 255, and the share of pixels that may differ by more: another processor
  /// rounds the edge of a line otherwise.
  private static let pictureTolerance = (channel: 8, share: 0.001)

  /// What was different in pictures since this was last asked, a line each.
  public func takePictureDifferences() -> [String] {
    defer { pictureDifferences = [] }
    return pictureDifferences
  }

  /// Compares a figure with the picture stored at its path. One that was made with other versions or fonts is not compared.
  func noteDifference(of figure: Figure, from path: String) {
    guard files.exists(path) else { return pictureDifferences.append("the picture '\(path)' is missing") }
    guard let file = try? files.readBytes(path, limit: 1 << 28),
      Renderer.software(of: file) == Renderer.software, let now = try? Renderer.picture(figure)
    else { return }
    guard let stored = try? PictureDecoder.decode(files.resolve(path), channels: now.channels) else {
      return pictureDifferences.append("the picture '\(path)' is damaged")
    }
    guard (stored.width, stored.height) == (now.width, now.height) else {
      return pictureDifferences.append(
        "the picture '\(path)' has \(stored.width)×\(stored.height) pixels, and now \(now.width)×\(now.height)")
    }
    let share = Self.differingShare(stored.pixels, now.pixels, channels: now.channels)
    if share > Self.pictureTolerance.share {
      pictureDifferences.append("the picture '\(path)' differs in \(NumberText.short(100 * share)) % of its pixels")
    }
  }

  /// Compares a film with the one stored at its path, picture by picture.
  func noteDifference(ofFilm bytes: [UInt8], from path: String) {
    guard files.exists(path) else { return pictureDifferences.append("the film '\(path)' is missing") }
    guard let file = try? files.readBytes(files.resolve(path), limit: 1 << 28), var now = GIFReader(bytes) else {
      return
    }
    guard var stored = GIFReader(file) else { return pictureDifferences.append("the film '\(path)' is damaged") }
    guard stored.comment == now.comment else { return }
    guard (stored.width, stored.height) == (now.width, now.height) else {
      return pictureDifferences.append(
        "the film '\(path)' has \(stored.width)×\(stored.height) pixels, and now \(now.width)×\(now.height)")
    }
    var number = 0
    while true {
      number += 1
      let (old, new) = (stored.next(), now.next())
      guard let old, let new else {
        if old != nil || new != nil { pictureDifferences.append("the film '\(path)' has another number of pictures") }
        return
      }
      if Self.differingShare(old, new, channels: 3) > Self.pictureTolerance.share {
        return pictureDifferences.append("the film '\(path)' differs in its picture \(number)")
      }
    }
  }

  private static func differingShare(_ stored: [UInt8], _ now: [UInt8], channels: Int) -> Double {
    guard stored != now else { return 0 }
    let differing = stride(from: 0, to: now.count, by: channels).filter { start in
      (start..<start + channels).contains { abs(Int(stored[$0]) - Int(now[$0])) > pictureTolerance.channel }
    }
    return Double(differing.count * channels) / Double(max(1, now.count))
  }
}
