import Animation
import Plot

/// The pictures of a figure as it changed. Of many every second one is left out, again and again, so that their memory
/// and the film's length stay within bounds.
struct Film {
  private var frames: [Picture] = []
  private var latest: Picture?
  private var stride = 1
  private var seen = 0

  private static let most = 120
  private static let seconds = 0.2

  /// Adds the next picture.
  mutating func add(_ picture: Picture) {
    latest = picture
    if seen % stride == 0 { frames.append(picture) }
    seen += 1
    guard frames.count > Self.most else { return }
    frames = Swift.stride(from: 0, to: frames.count, by: 2).map { frames[$0] }
    stride *= 2
  }

  /// All of it as a GIF file, which ends at the last picture.
  func gif() throws(AnimationError) -> [UInt8] {
    guard let latest else { throw .noFrames }
    let all = frames.last == latest ? frames : frames + [latest]
    return try GIF.encode(
      all.map(\.pixels), width: latest.width, height: latest.height, secondsPerFrame: Self.seconds)
  }
}
