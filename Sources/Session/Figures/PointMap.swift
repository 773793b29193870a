import Plot

/// Where points of any dimension lie in the plane.
struct PointMap {
  let x: [Double]
  let y: [Double]
  let xAxis: Axis
  let yAxis: Axis
  let aspect: Chart.Aspect
  /// How anything else comes into the same plane; nil if only the points themselves do.
  let plane: Plane?
}

extension PointMap {
  /// Points, row-major and N × `dimensions`, on the axes of a plane.
  init(_ points: [Float], dimensions: Int, on plane: Plane) {
    let places = plane.places(points)
    self.init(
      x: places.x, y: places.y, xAxis: plane.axis(0), yAxis: plane.axis(1),
      aspect: dimensions == 2 ? .equal : .free, plane: plane)
  }

  /// Places, row-major and N × 2, that only mean who is near whom, so that the axes have no ticks.
  init(neighbors places: [Float], label: String) {
    func coordinate(_ axis: Int) -> [Double] { stride(from: axis, to: places.count, by: 2).map { Double(places[$0]) } }
    self.init(
      x: coordinate(0), y: coordinate(1), xAxis: Axis(label, isBare: true), yAxis: Axis(isBare: true), aspect: .equal,
      plane: nil)
  }
}
