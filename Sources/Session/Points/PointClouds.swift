/// The points of the figures drawn last, by their pictures' paths: a notebook that is saved later keeps them.
struct PointClouds {
  /// How many are kept; a megabyte or less each.
  private static let most = 30
  private var kept: [(path: String, cloud: PointCloud)] = []

  subscript(path: String) -> PointCloud? {
    get { kept.last { $0.path == path }?.cloud }
    set {
      kept.removeAll { $0.path == path }
      if let newValue { kept.append((path, newValue)) }
      if kept.count > Self.most { kept.removeFirst() }
    }
  }
}
