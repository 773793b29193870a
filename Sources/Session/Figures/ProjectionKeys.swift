import Language

/// How points of any dimension come into the plane.
enum PlaneProjection: String, CaseIterable {
  case auto, none, pca, tsne, umap

  /// Whether only near points mean something in it.
  var isOfNeighbors: Bool { self == .tsne || self == .umap }
}

/// What says how points come into the plane.
struct ProjectionKeys {
  static let perplexity = Option(
    "perplexity", .number(1...1000), default: 30, "how many neighbors an example has in t-SNE")
  static let neighbors = Option(
    "neighbors", .integer(2...1000), default: 15, "how many neighbors an example has in UMAP, itself included")
  static let distance = Option(
    "distance", .number(0...0.99), default: 0.1, "how near examples may lie to each other in UMAP")

  /// How the space of `symbol` comes into the plane.
  static func projection(
    of symbol: String, default value: PlaneProjection = .auto, shown: String = "auto (none in the plane, else pca)"
  ) -> Option<PlaneProjection> {
    Option(
      "projection", .word, default: value, shown: shown,
      "how \(symbol) is drawn in the plane: as it is, along its principal axes, or so that neighbors stay together (t-SNE, "
        + "UMAP)")
  }

  /// What t-SNE and UMAP do, as help tells it.
  static let help = """
    projection=tsne (van der Maaten and Hinton 2008) and projection=umap (McInnes et al. 2018) begin at the principal axes \
    and are the same each time for the same seed, whatever the number of threads; there distances between groups mean \
    nothing.
    """
}
