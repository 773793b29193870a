import Plot
import Projection

/// How points of any dimension come into the plane: as they are, or on their two principal axes.
struct Plane {
  private let components: PrincipalComponents?
  private let dimensions: Int
  private let symbol: String

  /// - Parameters:
  ///   - points: row-major, N × `dimensions`; they decide the principal axes.
  ///   - symbol: what a coordinate is called, such as x.
  ///   - projected: whether to project even two dimensions.
  init(_ points: [Float], dimensions: Int, symbol: String, projected: Bool) {
    self.dimensions = dimensions
    self.symbol = symbol
    let isNeeded = projected || dimensions > 2
    components = isNeeded ? PrincipalComponents(points, dimensions: dimensions, count: min(2, dimensions)) : nil
  }

  /// A point's place; a missing second coordinate is 0.
  func place(_ point: some Collection<Float>) -> (x: Double, y: Double) {
    let coordinates = components?.project(point) ?? point.map(Double.init)
    return (coordinates.first ?? 0, coordinates.count > 1 ? coordinates[1] : 0)
  }

  /// The places of row-major points.
  func places(_ points: [Float]) -> (x: [Double], y: [Double]) {
    let all = stride(from: 0, to: points.count, by: dimensions).map { place(points[$0..<$0 + dimensions]) }
    return (all.map(\.x), all.map(\.y))
  }

  /// A diagonal covariance in the plane.
  func covariance(_ variances: [Double]) -> (xx: Double, xy: Double, yy: Double) {
    if let components { return components.projectDiagonal(variances) }
    return (variances.first ?? 0, 0, variances.count > 1 ? variances[1] : 0)
  }

  /// The axis' name, with its share of the variance where it is a principal one.
  func axis(_ index: Int) -> Axis {
    guard let components, index < components.varianceShares.count else {
      return Axis("\(symbol)\(index == 0 ? "₁" : "₂")")
    }
    let percent = (components.varianceShares[index] * 1000).rounded() / 10
    return Axis("principal component \(index + 1) of \(symbol) (\(percent) % of variance)")
  }
}
