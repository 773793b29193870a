import Glibc

/// Ellipses of covariances around their means, say the components of a mixture.
public struct Ellipses: Sendable, Equatable {
  /// One ellipse: the points x with (x − m)ᵀ C⁻¹ (x − m) = sigmas².
  public struct Ellipse: Sendable, Equatable {
    /// The mean m, horizontally.
    public var x: Double
    /// The mean m, vertically.
    public var y: Double
    /// The variance along x.
    public var xx: Double
    /// The covariance.
    public var xy: Double
    /// The variance along y.
    public var yy: Double
    /// The color.
    public var ink: Ink
    /// Text at the mean, or beside it if it would cover another one; empty for a cross.
    public var label: String

    /// An ellipse around (x, y) with the covariance [[xx, xy], [xy, yy]].
    public init(
      x: Double, y: Double, xx: Double, xy: Double = 0, yy: Double, ink: Ink = .text, label: String = ""
    ) {
      self.x = x
      self.y = y
      self.xx = xx
      self.xy = xy
      self.yy = yy
      self.ink = ink
      self.label = label
    }
  }

  /// The ellipses, the first at the bottom.
  public var ellipses: [Ellipse]
  /// The distance of the outline from the mean in standard deviations.
  public var sigmas: Double
  /// The name in the legend; empty for none.
  public var name: String

  /// Ellipses at a distance of `sigmas` standard deviations.
  public init(_ ellipses: [Ellipse], sigmas: Double = 2, name: String = "") {
    self.ellipses = ellipses
    self.sigmas = sigmas
    self.name = name
  }
}

extension Ellipses: MarkContent {
  /// Beyond so many, outlines let each other and the points shine through.
  private static let mostOpaque = 32.0

  func extend(_ extent: inout Extent) {
    for ellipse in ellipses {
      for point in ellipse.outline(sigmas: sigmas) {
        extent.x.include(point.x)
        extent.y.include(point.y)
      }
    }
  }

  var legendEntries: [LegendEntry] {
    name.isEmpty ? [] : [LegendEntry(name, ink: ellipses.first?.ink ?? .text, sample: .ellipse)]
  }

  var highestCategory: Int { ellipses.map(\.ink.category).max() ?? -1 }

  func draw(in frame: Frame, on canvas: Canvas) {
    let halo = frame.paint.theme.background
    let width = min(1.5, max(0.7, 6 / Double(max(ellipses.count, 1)).squareRoot()))
    let opacity = min(1, max(0.35, Self.mostOpaque / Double(max(ellipses.count, 1))))
    for ellipse in ellipses {
      let outline = ellipse.outline(sigmas: sigmas).compactMap { frame.place($0.x, $0.y) }
      guard outline.count == Ellipse.corners else { continue }
      if opacity == 1 { canvas.polyline(outline, halo, width: width + 1.7, isClosed: true, opacity: 0.8) }
      canvas.polyline(outline, frame.paint.color(ellipse.ink), width: width, isClosed: true, opacity: opacity)
    }
    drawMeans(in: frame, on: canvas)
  }

  private func drawMeans(in frame: Frame, on canvas: Canvas) {
    var labels: [DataLabel] = []
    for ellipse in ellipses {
      guard let mean = frame.place(ellipse.x, ellipse.y), frame.rect.contains(mean) else { continue }
      if ellipse.label.isEmpty {
        drawCross(at: mean, frame.paint.color(ellipse.ink), frame.paint.theme.background, on: canvas)
      } else {
        labels.append(DataLabel(point: mean, text: ellipse.label, color: frame.paint.textColor(ellipse.ink)))
      }
    }
    canvas.write(labels, in: frame, within: 80)
  }

  private func drawCross(at mean: Point, _ color: Color, _ halo: Color, on canvas: Canvas) {
    for (color, width, arm) in [(halo, 3.6, 4.2), (color, 1.6, 3.4)] {
      canvas.polyline([Point(x: mean.x - arm, y: mean.y), Point(x: mean.x + arm, y: mean.y)], color, width: width)
      canvas.polyline([Point(x: mean.x, y: mean.y - arm), Point(x: mean.x, y: mean.y + arm)], color, width: width)
    }
  }
}

extension Ellipses.Ellipse {
  static let corners = 96

  /// Points m + sigmas · L (cos t, sin t) with L Lᵀ = C; none where C is not a covariance.
  func outline(sigmas: Double) -> [Point] {
    guard [x, y, xx, xy, yy, sigmas].allSatisfy(\.isFinite), xx >= 0, yy >= 0 else { return [] }
    let first = xx.squareRoot()
    let second = first > 0 ? xy / first : 0
    let rest = yy - second * second
    guard rest >= -1e-9 * yy else { return [] }
    let third = max(rest, 0).squareRoot()
    return (0..<Self.corners).map { corner in
      let angle = 2 * .pi * Double(corner) / Double(Self.corners)
      let (u, v) = (sigmas * cos(angle), sigmas * sin(angle))
      return Point(x: x + first * u, y: y + second * u + third * v)
    }
  }
}
