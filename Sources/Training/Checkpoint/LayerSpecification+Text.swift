import Compute
import Model

/// How checkpoints of version 1 wrote layers, with a notation of their own: `dense:1000:relu:normalized`,
/// `convolution:16:6:1:0:relu`. Later ones have that of `LayerNotation`.
extension LayerSpecification {
  private var savedText: String {
    let (name, sizes) = kind.saved
    return ([name] + sizes.map(String.init) + [activation.rawValue] + (isNormalized ? ["normalized"] : []))
      .joined(separator: ":")
  }

  /// A layer as checkpoints of version 1 wrote it; nil if the text is none.
  init?(savedText: Substring) {
    var parts = savedText.split(separator: ":", omittingEmptySubsequences: false)
    let isNormalized = parts.last == "normalized"
    if isNormalized { parts.removeLast() }
    guard let word = parts.popLast(), let activation = Activation(rawValue: String(word)), let name = parts.first,
      let kind = Kind(saved: name, sizes: parts.dropFirst().map { Int($0) ?? -1 })
    else { return nil }
    self.init(kind, activation, normalized: isNormalized)
    guard self.savedText == savedText else { return nil }
  }
}

extension LayerSpecification.Kind {
  fileprivate var saved: (name: String, sizes: [Int]) {
    switch self {
    case .dense(let units): ("dense", [units])
    case .expansion(let channels, let height, let width): ("expansion", [channels, height, width])
    case .convolution(let channels, let kernel, let stride, let padding):
      ("convolution", [channels, kernel, stride, padding])
    case .deconvolution(let channels, let kernel, let stride, let padding):
      ("deconvolution", [channels, kernel, stride, padding])
    }
  }

  /// Sizes are bounded, so that their products cannot exceed an address.
  fileprivate init?(saved name: Substring, sizes: [Int]) {
    let isKernel = sizes.count == 4 && (1...1024).contains(sizes[1]) && (1...1024).contains(sizes[2])
    guard let first = sizes.first, (1...65_536).contains(first), sizes.allSatisfy({ (0...65_536).contains($0) }) else {
      return nil
    }
    switch name {
    case "dense" where sizes.count == 1: self = .dense(units: first)
    case "expansion" where sizes.count == 3: self = .expansion(channels: first, height: sizes[1], width: sizes[2])
    case "convolution" where isKernel:
      self = .convolution(channels: first, kernel: sizes[1], stride: sizes[2], padding: sizes[3])
    case "deconvolution" where isKernel:
      self = .deconvolution(channels: first, kernel: sizes[1], stride: sizes[2], padding: sizes[3])
    default: return nil
    }
  }
}

extension LayerShape {
  /// The shape as checkpoints write it: `vector:2`, `image:3:32:32`.
  var savedText: String {
    switch self {
    case .vector(let count): "vector:\(count)"
    case .image(let channels, let height, let width): "image:\(channels):\(height):\(width)"
    }
  }

  /// A shape as checkpoints write it; nil if the text is none.
  init?(savedText: String) {
    let parts = savedText.split(separator: ":", omittingEmptySubsequences: false)
    let sizes = parts.dropFirst().map { Int($0) ?? -1 }
    switch (parts.first, sizes.count) {
    case ("vector", 1): self = .vector(sizes[0])
    case ("image", 3): self = .image(channels: sizes[0], height: sizes[1], width: sizes[2])
    default: return nil
    }
    guard isPossible, self.savedText == savedText else { return nil }
  }

  /// Whether all sizes are within bounds.
  var isPossible: Bool {
    switch self {
    case .vector(let count): (1...Self.mostNumbers).contains(count)
    case .image(let channels, let height, let width):
      [channels, height, width].allSatisfy { (1...Self.longestSide).contains($0) } && count <= Self.mostNumbers
    }
  }
}
