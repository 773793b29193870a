import Data
import Plot

/// Some of the data in light gray, for results to stand on.
struct Backdrop {
  /// How the data comes into the plane, and with it whatever stands on it.
  let plane: Plane
  private let values: [Float]
  private let ink: Ink

  /// - Parameters:
  ///   - values: row-major examples; empty if none of that size is loaded.
  ///   - results: what stands on it; decides the plane if there is no data.
  init(_ values: [Float], size: Int, results: [Float], units: ExampleUnits?, isDark: Bool) {
    self.values = values
    plane = Plane(values.isEmpty ? results : values, dimensions: size, symbol: "y", projected: false, units: units)
    ink = .color(Color(hex: isDark ? 0x454C57 : 0xCDD2D8))
  }

  /// A chart of the data with `marks` on it.
  func chart(marks: [Mark]) -> Chart {
    let places = plane.places(values)
    let data = Points(x: places.x, y: places.y, coloring: .single(ink, name: "data"), opacity: 1)
    return Chart(
      xAxis: plane.axis(0), yAxis: plane.axis(1), aspect: plane.aspect,
      marks: (values.isEmpty ? [] : [.points(data)]) + marks)
  }
}

extension Dataset {
  /// What the numbers of its examples are.
  var units: ExampleUnits { ExampleUnits(columns, size: train.shape.count) }
}

extension Backdrop {
  /// The data to set results against: at most 2000 examples for testing, or of training if none are kept for it.
  static func standing(behind results: [Float], size: Int, isDark: Bool, in session: Session) -> Backdrop {
    let dataset = session.state.data.dataset, examples = dataset.map { Share.usual(in: $0).examples(of: $0) }
    let isFitting = examples?.shape.count == size
    let values = isFitting ? (0..<min(2000, examples?.count ?? 0)).flatMap { examples?.example($0) ?? [] } : []
    let units = isFitting ? dataset?.units : session.state.models.current?.units
    return Backdrop(values, size: size, results: results, units: units, isDark: isDark)
  }
}
