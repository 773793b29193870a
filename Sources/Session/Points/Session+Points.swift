import Data
import Language
import Model
import Plot

extension Session {
  /// The points of a figure of the posterior, as many as pages show, from all over the data.
  func pointCloud(
    titled title: String, _ chart: Chart, _ encoding: Encoding, _ shown: [Int], share: Share, of dataset: Dataset,
    isByComponent: Bool
  ) -> PointCloud {
    let marks = chart.scatter, labeling = dataset.labeling(of: share.examples(of: dataset)), labels = labeling?.labels
    let count = min(shown.count, PointCloud.mostPoints), chosen = (0..<count).map { $0 * shown.count / count }
    let classes = labeling?.names ?? []
    let palette = Palette(categories: max(classes.count, encoding.components))
    func colors(_ theme: Theme) -> [String] {
      (0..<max(classes.count, encoding.components)).map { palette.color(of: $0, theme: theme).hexText }
    }
    return PointCloud(
      title: title,
      axes: [chart.xAxis, chart.yAxis].map { .init(name: $0.label, hasTicks: !$0.isBare) },
      isEqual: chart.aspect == .equal,
      isByComponent: isByComponent, components: encoding.components, classes: classes,
      colors: (colors(.light), colors(.dark)),
      ellipses: marks.ellipses.map { ellipse in
        PointCloud.Ellipse(
          x: ellipse.x, y: ellipse.y, xx: ellipse.xx, xy: ellipse.xy, yy: ellipse.yy, component: Int(ellipse.label))
      }, share: share, dataset: datasetID,
      points: chosen.map { place in
        let example = shown[place]
        return PointCloud.Point(
          example: example, x: Float(marks.x[place]), y: Float(marks.y[place]), label: labels?[example],
          responsibilities: encoding.likeliest(of: example))
      })
  }

  /// The points of a figure drawn not long ago, as pages read them; nil if it has none.
  public func points(of figure: Record) -> String? {
    guard let path = figure["path"]?.text, let cloud = pointClouds[path] else { return nil }
    return try? illustrated(cloud).json
  }

  /// Writes a figure's points beside its picture, and gives their path.
  func write(_ cloud: PointCloud, besidePicture path: String, force: Bool) throws -> String {
    let path = PointCloud.path(besidePicture: path)
    try files.write(Array(illustrated(cloud).json.utf8), to: path, force: force)
    return path
  }

  /// The points with their examples' pictures, while the data is still there.
  private func illustrated(_ cloud: PointCloud) throws -> PointCloud {
    guard let dataset, cloud.dataset == datasetID else { return cloud }
    return try cloud.illustrated(with: cloud.share.examples(of: dataset))
  }
}

extension Chart {
  /// The points and ellipses in it.
  fileprivate var scatter: (x: [Double], y: [Double], ellipses: [Ellipses.Ellipse]) {
    var found: (x: [Double], y: [Double], ellipses: [Ellipses.Ellipse]) = ([], [], [])
    for mark in marks {
      if case .points(let points) = mark { (found.x, found.y) = (points.x, points.y) }
      if case .ellipses(let ellipses) = mark { found.ellipses = ellipses.ellipses }
    }
    return found
  }
}

extension Encoding {
  /// The components that an example most likely comes from.
  fileprivate func likeliest(of example: Int) -> [PointCloud.Responsibility] {
    responsibilities(of: example).enumerated().sorted { ($1.element, $0.offset) < ($0.element, $1.offset) }
      .prefix(PointCloud.namedComponents).map {
        PointCloud.Responsibility(component: $0.offset, probability: $0.element)
      }
  }
}
