import Model

/// One of the two spaces that examples have a place in.
enum LatentSpace {
  /// That of x.
  case latent
  /// That of w.
  case style

  var symbol: String { self == .latent ? "x" : "w" }
  var title: String { self == .latent ? "Latent space" : "Style space" }
  /// What its figure is called.
  var name: String { self == .latent ? "latents" : "style" }

  func size(of encoding: Encoding) -> Int { self == .latent ? encoding.latent : encoding.style }

  /// The posterior means of some examples, row-major.
  func means(of encoding: Encoding, _ examples: [Int]) -> [Float] {
    let means = self == .latent ? encoding.latentMeans : encoding.styleMeans, size = size(of: encoding)
    return examples.count == encoding.count
      ? means : examples.flatMap { means[$0 * size..<($0 + 1) * size] }
  }
}
