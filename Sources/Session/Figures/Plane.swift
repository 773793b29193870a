import Data
import Plot
import Projection

/// How points of any dimension come into the plane: as they are, or on their two principal axes.
struct Plane {
  private let components: PrincipalComponents?
  private let dimensions: Int
  private let symbol: String
  /// What two coordinates are that stay as they are; nil where they have no names.
  private let units: ExampleUnits?

  /// - Parameters:
  ///   - points: row-major, N × `dimensions`; they decide the principal axes.
  ///   - symbol: what a coordinate is called, such as x.
  ///   - projected: whether to project even two dimensions.
  ///   - units: what the coordinates are, if they are a table's columns.
  init(_ points: [Float], dimensions: Int, symbol: String, projected: Bool, units: ExampleUnits? = nil) {
    self.dimensions = dimensions
    self.units = !projected && dimensions <= 2 && units?.areKnown ?? false ? units : nil
    self.symbol = symbol
    let isNeeded = projected || dimensions > 2
    components = isNeeded ? PrincipalComponents(points, dimensions: dimensions, count: min(2, dimensions)) : nil
  }

  /// Whether there is but one coordinate, so that height only keeps points apart.
  private var isLine: Bool { (components?.varianceShares.count ?? dimensions) < 2 }

  /// A point's place; a missing second coordinate is 0.
  func place(_ point: some Collection<Float>) -> (x: Double, y: Double) {
    let coordinates = components?.project(point) ?? point.enumerated().map { coordinate($1, $0) }
    return (coordinates.first ?? 0, coordinates.count > 1 ? coordinates[1] : 0)
  }

  /// The places of row-major points; those on a line are strewn up and down, the same way each time.
  func places(_ points: [Float]) -> (x: [Double], y: [Double]) {
    let rows = 0..<points.count / dimensions
    guard let components else {
      return (
        rows.map { coordinate(points[$0 * dimensions], 0) },
        isLine ? rows.map(Self.strewn) : rows.map { coordinate(points[$0 * dimensions + 1], 1) }
      )
    }
    let projected = components.projectAll(points), axes = components.axes.count
    return (rows.map { projected[$0 * axes] }, isLine ? rows.map(Self.strewn) : rows.map { projected[$0 * axes + 1] })
  }

  private func coordinate(_ value: Float, _ place: Int) -> Double { units?.original(value, at: place) ?? Double(value) }

  /// Whether its axes are columns of a table, each in its own unit.
  var hasUnits: Bool { units != nil }

  /// How the axes' units compare: one of the plane is one of the other, except for columns of a table and principal axes.
  var aspect: Chart.Aspect { dimensions == 2 && components == nil && units == nil ? .equal : .free }

  /// Heights from -0.5 to 0.5 without gaps or lumps: multiples of the golden ratio.
  private static func strewn(_ index: Int) -> Double {
    let height = Double(index) * 0.618_033_988_749_895
    return height - height.rounded(.down) - 0.5
  }

  /// A diagonal covariance in the plane; on a line, two standard deviations are as high as the strewn points.
  func covariance(_ variances: [Double]) -> (xx: Double, xy: Double, yy: Double) {
    let projected = components?.projectDiagonal(variances)
    if isLine { return (projected?.xx ?? variances.first ?? 0, 0, 0.0625) }
    return projected ?? (variances.first ?? 0, 0, variances.count > 1 ? variances[1] : 0)
  }

  /// The axis' name, with its share of the variance if it is a principal one.
  func axis(_ index: Int) -> Axis {
    if index == 1, isLine { return Axis(isBare: true) }
    if let units, units.names.indices.contains(index) { return Axis(units.names[index]) }
    guard let components, index < components.varianceShares.count else {
      return Axis("\(symbol)\(index == 0 ? "₁" : "₂")")
    }
    let percent = (components.varianceShares[index] * 1000).rounded() / 10
    return Axis("principal component \(index + 1) of \(symbol) (\(percent) % of variance)")
  }
}

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
      aspect: dimensions == 2 && !plane.hasUnits ? .equal : .free, plane: plane)
  }

  /// Places, row-major and N × 2, that only mean who is near whom, so that the axes have no ticks.
  init(neighbors places: [Float], label: String) {
    func coordinate(_ axis: Int) -> [Double] { stride(from: axis, to: places.count, by: 2).map { Double(places[$0]) } }
    self.init(
      x: coordinate(0), y: coordinate(1), xAxis: Axis(label, isBare: true), yAxis: Axis(isBare: true), aspect: .equal,
      plane: nil)
  }
}
