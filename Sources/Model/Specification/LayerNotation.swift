import Compute

/// The notation of a network's layers: `conv16x6*, conv64x4s2p1*, fc500* , fc120 tanh`.
///
/// | text | layer |
/// |---|---|
/// | `fc500` | dense, 500 outputs |
/// | `fc64x9x9` | dense, to an image of 64 channels of 9 × 9 |
/// | `conv16x6s2p1` | convolution, 16 channels, kernel 6 × 6, stride 2 (1 where unnamed), padding 1 (0) |
/// | `deconv16x6s2p1` | the same run backward, to a larger image |
///
/// A rectifier follows, after batch normalization if there is a `*` and after layer normalization if there is a `~`; `tanh` or `linear` behind a layer takes its place.
public enum LayerNotation {
  /// What is wrong with a layer, counted from 0.
  public struct Failure: Error, Equatable {
    /// Which layer.
    public let layer: Int
    /// Its text.
    public let text: String
    /// What is wrong, for people.
    public let message: String
  }

  /// The largest number in a layer's text.
  static let largest = LayerShape.longestSide

  /// The layers of a text.
  public static func layers(_ text: String) throws(Failure) -> [LayerSpecification] {
    var layers: [LayerSpecification] = []
    for (index, part) in text.split(separator: ",", omittingEmptySubsequences: false).enumerated() {
      let words = part.split(separator: " ")
      func failure(_ message: String) -> Failure {
        Failure(layer: index, text: words.joined(separator: " "), message: message)
      }
      guard let first = words.first else { throw failure("a layer is missing here") }
      let normalization = first.last.flatMap(Normalization.init(mark:))
      guard let kind = LayerSpecification.Kind(notation: normalization == nil ? first : first.dropLast()) else {
        throw failure(
          "it is not a layer; layers are fcN, fcCxHxW, convCxK and deconvCxK, with sN for stride and pN for padding")
      }
      guard let activation = activation(words.dropFirst()) else {
        throw failure("behind a layer may stand relu, tanh or linear")
      }
      if let normalization, activation != .relu {
        throw failure("a rectifier follows \(normalization.name) (\(normalization.mark))")
      }
      layers.append(LayerSpecification(kind, activation, normalization: normalization))
    }
    return layers
  }

  private static func activation(_ words: ArraySlice<Substring>) -> Activation? {
    switch (words.first ?? "relu", words.count) {
    case ("relu", 0...1): .relu
    case ("tanh", 1): .tanh
    case ("linear", 1): .identity
    default: nil
    }
  }

  /// The layers as text.
  public static func text(_ layers: [LayerSpecification]) -> String { layers.map(\.notation).joined(separator: ", ") }
}

extension LayerSpecification {
  /// The layer as `LayerNotation` writes it.
  public var notation: String {
    let word: [Activation: String] = [.identity: " linear", .tanh: " tanh"]
    return kind.notation + (normalization.map { String($0.mark) } ?? word[activation] ?? "")
  }
}

extension LayerSpecification.Kind {
  fileprivate var notation: String {
    func steps(_ stride: Int, _ padding: Int) -> String {
      (stride > 1 ? "s\(stride)" : "") + (padding > 0 ? "p\(padding)" : "")
    }
    switch self {
    case .dense(let units): return "fc\(units)"
    case .expansion(let channels, let height, let width): return "fc\(channels)x\(height)x\(width)"
    case .convolution(let channels, let kernel, let stride, let padding):
      return "conv\(channels)x\(kernel)" + steps(stride, padding)
    case .deconvolution(let channels, let kernel, let stride, let padding):
      return "deconv\(channels)x\(kernel)" + steps(stride, padding)
    }
  }

  fileprivate init?(notation text: Substring) {
    if let rest = text.dropping(prefix: "fc"), let sizes = rest.sizes {
      switch sizes.count {
      case 1: self = .dense(units: sizes[0])
      case 3: self = .expansion(channels: sizes[0], height: sizes[1], width: sizes[2])
      default: return nil
      }
    } else if let rest = text.dropping(prefix: "conv"), let kernel = Kernel(rest) {
      self = .convolution(
        channels: kernel.channels, kernel: kernel.size, stride: kernel.stride, padding: kernel.padding)
    } else if let rest = text.dropping(prefix: "deconv"), let kernel = Kernel(rest) {
      self = .deconvolution(
        channels: kernel.channels, kernel: kernel.size, stride: kernel.stride, padding: kernel.padding)
    } else {
      return nil
    }
  }

  /// `16x6s2p1`.
  private struct Kernel {
    let channels, size, stride, padding: Int

    /// The largest kernel, stride or padding.
    private static let largest = 1024

    init?(_ text: Substring) {
      var rest = text
      guard let padding = rest.takeSize(after: "p", otherwise: 0),
        let stride = rest.takeSize(after: "s", otherwise: 1), stride > 0,
        let sizes = rest.sizes, sizes.count == 2, max(sizes[1], stride, padding) <= Self.largest
      else { return nil }
      channels = sizes[0]
      size = sizes[1]
      self.stride = stride
      self.padding = padding
    }
  }
}

extension Substring {
  fileprivate func dropping(prefix: String) -> Substring? { hasPrefix(prefix) ? dropFirst(prefix.count) : nil }

  /// A whole number without sign.
  fileprivate var size: Int? {
    guard allSatisfy({ ("0"..."9").contains($0) }), let value = Int(self), value <= LayerNotation.largest else {
      return nil
    }
    return value
  }

  /// Removes the whole number behind the last `mark` with it; nil where none stands there.
  fileprivate mutating func takeSize(after mark: Character, otherwise standard: Int) -> Int? {
    guard let place = lastIndex(of: mark) else { return standard }
    let size = self[index(after: place)...].size
    self = self[..<place]
    return size
  }

  /// Numbers from 1, with an x between.
  fileprivate var sizes: [Int]? {
    let numbers = split(separator: "x", omittingEmptySubsequences: false).map(\.size)
    let sizes = numbers.compactMap { $0 }.filter { $0 > 0 }
    return sizes.count == numbers.count ? sizes : nil
  }
}
