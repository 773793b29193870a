/// Small images at points of a chart, each with a frame in its color, say examples at their latent positions.
///
/// No image covers another: they are placed one by one in an order that `seed` decides, and one that would cover an image
/// placed before is left out, as is one that is not whole in the chart or has a coordinate that is not finite.
/// ``Renderer/thumbnailsLeftOut(of:)`` counts them.
public struct Thumbnails: Sendable, Equatable {
  /// One image at one point.
  public struct Thumbnail: Sendable, Equatable {
    /// The horizontal coordinate of its center.
    public var x: Double
    /// The vertical coordinate of its center.
    public var y: Double
    /// The image.
    public var picture: Picture
    /// The color of its frame.
    public var ink: Ink

    /// An image centered at (x, y).
    public init(x: Double, y: Double, picture: Picture, ink: Ink = .muted) {
      self.x = x
      self.y = y
      self.picture = picture
      self.ink = ink
    }
  }

  /// The images.
  public var thumbnails: [Thumbnail]
  /// About how long an image's longer side is, in points: small images are enlarged by whole numbers.
  public var size: Double
  /// What decides which of several images at a place is shown.
  public var seed: UInt64

  /// Images at points.
  public init(_ thumbnails: [Thumbnail], size: Double = 14, seed: UInt64 = 0) {
    self.thumbnails = thumbnails
    self.size = size
    self.seed = seed
  }
}

extension Thumbnails: MarkContent {
  /// The length of a pixel at 150 to the inch.
  private static let pixel = 72.0 / 150
  private static let frameWidth = 3 * pixel
  /// Pixels to the point for images in a vector format: two for each of those above.
  private static let embeddedPixelsPerPoint = 2 / pixel

  func extend(_ extent: inout Extent) {
    for thumbnail in thumbnails where thumbnail.x.isFinite && thumbnail.y.isFinite {
      extent.x.include(thumbnail.x)
      extent.y.include(thumbnail.y)
    }
  }

  var highestCategory: Int { thumbnails.map(\.ink.category).max() ?? -1 }

  func draw(in frame: Frame, on canvas: Canvas) {
    let placed = placed(in: frame)
    canvas.thumbnailsLeftOut += thumbnails.count - placed.count
    if canvas.pixelsPerPoint == nil {
      canvas.embedPixels(in: frame.rect, pixelsPerPoint: Self.embeddedPixelsPerPoint) {
        draw(placed, frame.paint, on: $0)
      }
    } else {
      draw(placed, frame.paint, on: canvas)
    }
  }

  private func draw(_ placed: [(index: Int, rect: Rect)], _ paint: Paint, on canvas: Canvas) {
    for (index, rect) in placed {
      let outer = Rect(x: canvas.snapped(rect.x), y: canvas.snapped(rect.y), width: rect.width, height: rect.height)
      canvas.fill(outer, paint.color(thumbnails[index].ink))
      canvas.paint(thumbnails[index].picture, in: outer.inset(by: Self.frameWidth))
    }
  }

  /// The images that have room, with their frames. Grid cells as large as the largest image keep the search short.
  func placed(in frame: Frame) -> [(index: Int, rect: Rect)] {
    let sizes = thumbnails.map { framedSize($0.picture) }
    let cell = max(sizes.map { max($0.width, $0.height) }.max() ?? 1, 1)
    var grid: [Cell: [Rect]] = [:]
    var placed: [(index: Int, rect: Rect)] = []
    for index in ShuffledOrder.indices(count: thumbnails.count, seed: seed) {
      guard let center = frame.place(thumbnails[index].x, thumbnails[index].y) else { continue }
      let size = sizes[index]
      let rect = Rect(
        x: center.x - size.width / 2, y: center.y - size.height / 2, width: size.width, height: size.height)
      let home = Cell(column: Int(center.x / cell), row: Int(center.y / cell))
      let near = home.surroundings.flatMap { grid[$0] ?? [] }
      guard frame.rect.contains(rect), !near.contains(where: rect.intersects) else { continue }
      grid[home, default: []].append(rect)
      placed.append((index, rect))
    }
    return placed.sorted { $0.index < $1.index }
  }

  private struct Cell: Hashable {
    let column: Int
    let row: Int

    var surroundings: [Cell] {
      (-1...1).flatMap { row in (-1...1).map { Cell(column: column + $0, row: self.row + row) } }
    }
  }

  private func framedSize(_ picture: Picture) -> Size {
    let side = size.isFinite ? min(max(size, 2), 500) : 14
    let wanted = side / Double(max(picture.width, picture.height))
    let whole = (wanted / Self.pixel + 0.3).rounded(.down) * Self.pixel
    let magnification = whole > 0 ? whole : wanted
    return Size(
      width: Double(picture.width) * magnification + 2 * Self.frameWidth,
      height: Double(picture.height) * magnification + 2 * Self.frameWidth)
  }
}

extension Rect {
  fileprivate func inset(by distance: Double) -> Rect {
    Rect(x: x + distance, y: y + distance, width: width - 2 * distance, height: height - 2 * distance)
  }
}
