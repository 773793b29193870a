import Data
import Language
import Model
import Plot

extension PointCloud {
  /// The points of a figure of the posterior, as many as pages show, from all over the data, whose checksum is `id`.
  init(
    titled title: String, _ chart: Chart, _ encoding: Encoding, _ shown: [Int], share: Share, of dataset: Dataset,
    id: String, isByComponent: Bool
  ) {
    let marks = chart.scatter, labeling = dataset.labeling(of: share.examples(of: dataset)), labels = labeling?.labels
    let count = min(shown.count, Self.mostPoints), chosen = (0..<count).map { $0 * shown.count / count }
    let classes = labeling?.names ?? []
    let palette = Palette(categories: max(classes.count, encoding.components))
    func colors(_ theme: Theme) -> [String] {
      (0..<max(classes.count, encoding.components)).map { palette.color(of: $0, theme: theme).hexText }
    }
    self.init(
      title: title,
      axes: [chart.xAxis, chart.yAxis].map { .init(name: $0.label, hasTicks: !$0.isBare) },
      isEqual: chart.aspect == .equal,
      isByComponent: isByComponent, components: encoding.components, classes: classes,
      colors: (colors(.light), colors(.dark)),
      ellipses: marks.ellipses.map { ellipse in
        Ellipse(
          x: ellipse.x, y: ellipse.y, xx: ellipse.xx, xy: ellipse.xy, yy: ellipse.yy, component: Int(ellipse.label))
      }, share: share, dataset: id,
      points: chosen.map { place in
        let example = shown[place]
        return Point(
          example: example, x: Float(marks.x[place]), y: Float(marks.y[place]), label: labels?[example],
          responsibilities: encoding.likeliest(of: example))
      })
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
