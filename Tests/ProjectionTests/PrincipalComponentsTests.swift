import Projection
import TestSupport
import Testing

/// `pca.json` holds what scikit-learn computed.
@Suite("Principal components")
struct PrincipalComponentsTests {
  struct Fitted: Decodable {
    let data: ReferenceArray
    let mean: ReferenceArray
    let axes: ReferenceArray
    let projections: ReferenceArray
    let explained_variance_ratio: ReferenceArray
  }

  @Test("axes, projections and shares of variance are scikit-learn's")
  func scikitLearn() throws {
    let expected = try reference(Fitted.self, "pca.json")
    let data = expected.data.values.map(Float.init)
    let found = try #require(PrincipalComponents(data, dimensions: 6, count: 2))
    expectClose(found.mean.map(Float.init), expected.mean.values, relative: 1e-5, "mean")
    expectClose(found.axes.joined().map(Float.init), expected.axes.values, relative: 1e-5, "axes")
    expectClose(
      found.varianceShares.map(Float.init), expected.explained_variance_ratio.values, relative: 1e-5, "shares")
    let projections = (0..<30).flatMap { found.project(data[$0 * 6..<$0 * 6 + 6]).map(Float.init) }
    expectClose(projections, expected.projections.values, relative: 1e-5, "projections")
  }

  @Test("a diagonal covariance is carried over to the axes")
  func diagonal() throws {
    let cross: [Float] = [3, 3, -3, -3, 1, -1, -1, 1]
    let found = try #require(PrincipalComponents(cross, dimensions: 2, count: 2))
    let covariance = found.projectDiagonal([4, 4])
    #expect(abs(covariance.xx - 4) < 1e-9 && abs(covariance.yy - 4) < 1e-9 && abs(covariance.xy) < 1e-9)
  }

  @Test("equal points have axes without variance, and no points or NaN have none")
  func degenerate() throws {
    let equal = try #require(PrincipalComponents([1, 2, 1, 2], dimensions: 2, count: 2))
    #expect(equal.varianceShares == [0, 0])
    #expect(PrincipalComponents([], dimensions: 2, count: 2) == nil)
    #expect(PrincipalComponents([.nan, 1], dimensions: 2, count: 2) == nil)
    #expect(PrincipalComponents([1, 2], dimensions: 1, count: 2) == nil)
  }
}
