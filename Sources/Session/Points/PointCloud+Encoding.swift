import Data
import Language
import Model
import Plot

extension PointCloud {
  /// The points of a figure of the posterior, as many as pages show, from all over the data, whose checksum is `id`.
  ///
  /// - Parameter names: the components' names.
  init(
    titled title: String, _ chart: Chart, _ encoding: Encoding, _ shown: [Int], share: Share, of dataset: Dataset,
    id: String, isByComponent: Bool, names: [String], colorSet: Palette.ColorSet
  ) {
    let marks = chart.scatter, labeling = dataset.labeling(of: share.examples(of: dataset))
    let count = min(shown.count, Self.mostPoints), chosen = (0..<count).map { $0 * shown.count / count }
    let classes = labeling?.names ?? [], categories = max(classes.count, encoding.components)
    let palette = Palette(categories: categories, set: colorSet)
    func colors(_ theme: Theme) -> [String] {
      (0..<categories).map { palette.color(of: $0, theme: theme).hexText }
    }
    let examples = chosen.map { shown[$0] }
    let (likeliest, probabilities) = encoding.likeliest(
      of: examples, Self.namedComponents(count, of: encoding.components))
    self.init(
      title: title,
      axes: [chart.xAxis, chart.yAxis].map { .init(name: $0.label, hasTicks: !$0.isBare) },
      isEqual: chart.aspect == .equal, isByComponent: isByComponent, names: names, classes: classes,
      colors: (colors(.light), colors(.dark)),
      ellipses: marks.ellipses.map { ellipse in
        Ellipse(
          x: ellipse.x, y: ellipse.y, xx: ellipse.xx, xy: ellipse.xy, yy: ellipse.yy, component: Int(ellipse.label))
      }, share: share, dataset: id, example: examples.map { Int32($0) }, x: chosen.map { Float(marks.x[$0]) },
      y: chosen.map { Float(marks.y[$0]) },
      label: labeling.map { labeling in examples.map { Int32(labeling.labels[$0]) } } ?? [], likeliest: likeliest,
      probabilities: probabilities)
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
  /// The components that examples most likely come from, `named` for each, and their probabilities in 65,535ths.
  fileprivate func likeliest(of examples: [Int], _ named: Int) -> (components: [UInt16], probabilities: [UInt16]) {
    var found: (components: [UInt16], probabilities: [UInt16]) = ([], [])
    for example in examples {
      var left = responsibilities(of: example)
      for _ in 0..<named {
        var best = 0
        for component in left.indices where left[component] > left[best] { best = component }
        found.components.append(UInt16(best))
        found.probabilities.append(UInt16((65535 * max(0, min(1, left[best]))).rounded()))
        left[best] = -1
      }
    }
    return found
  }
}
