import CCairo
import Foundation

/// Compares pictures with kept ones that a person has looked at.
///
/// With `GMVAE_RECORD_PICTURES` set in the environment, the kept picture is replaced: look at it before committing.
public struct PictureComparison {
  /// The mean difference of all bytes, 0…255.
  public let meanDifference: Double
  /// The share of pixels with a channel that differs by more than 48: more than another anti-aliasing makes.
  public let changedShare: Double

  /// Compares a PNG with the kept one at `path`; the reason where they cannot be compared.
  public init(of png: [UInt8], withKept path: URL) throws {
    if ProcessInfo.processInfo.environment["GMVAE_RECORD_PICTURES"] != nil {
      try Data(png).write(to: path)
    }
    let made = try Pixels(png: png)
    let kept = try Pixels(png: [UInt8](Data(contentsOf: path)))
    guard (made.width, made.height) == (kept.width, kept.height) else {
      throw Failure("\(made.width)×\(made.height) pixels, kept \(kept.width)×\(kept.height)")
    }
    let pixels = max(made.width * made.height, 1)
    let (sum, changed) = Self.differences(made.bytes, kept.bytes)
    meanDifference = Double(sum) / Double(4 * pixels)
    changedShare = Double(changed) / Double(pixels)
  }

  /// The sum of all differences, and the number of pixels that changed.
  private static func differences(_ made: [UInt8], _ kept: [UInt8]) -> (sum: Int, changed: Int) {
    var (sum, changed) = (0, 0)
    for start in stride(from: 0, to: made.count, by: 4) where made[start..<start + 3] != kept[start..<start + 3] {
      let differences = (start..<start + 3).map { abs(Int(made[$0]) - Int(kept[$0])) }
      sum += differences.reduce(0, +)
      if differences.contains(where: { $0 > 48 }) { changed += 1 }
    }
    return (sum, changed)
  }

  /// Whether the pictures look the same.
  public var isSame: Bool { meanDifference < 1 && changedShare < 0.002 }

  /// Why pictures could not be compared.
  struct Failure: Error, CustomStringConvertible {
    let description: String
    init(_ description: String) { self.description = description }
  }
}
