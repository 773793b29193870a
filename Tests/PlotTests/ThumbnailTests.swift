import TestSupport
import Testing

@testable import Plot

@Suite struct ThumbnailTests {
  private static let frame: Frame = {
    let axis = Axis(lower: 0, upper: 1)
    let chart = ChartLayout(Chart(xAxis: axis, yAxis: axis, marks: []))
    let rect = Rect(x: 50, y: 10, width: 300, height: 200)
    return Frame(rect: rect, x: chart.x, y: chart.y, paint: Paint(theme: .light, palette: Palette(categories: 2)))
  }()

  private static func thumbnails(_ count: Int, seed: UInt64 = 0) throws -> Thumbnails {
    var draws = Draws(seed: 8)
    let picture = try #require(Picture(width: 8, height: 6, pixels: [UInt8](repeating: 200, count: 48)))
    return Thumbnails(
      (0..<count).map { _ in Thumbnails.Thumbnail(x: draws.uniform(), y: draws.uniform(), picture: picture) },
      seed: seed)
  }

  @Test("no image covers another, all are whole in the chart, and none that has room is left out")
  func noOverlaps() throws {
    let thumbnails = try Self.thumbnails(400)
    let placed = thumbnails.placed(in: Self.frame)
    #expect(placed.count > 50 && placed.count < 400)
    for (index, one) in placed.enumerated() {
      #expect(Self.frame.rect.contains(one.rect))
      #expect(placed[(index + 1)...].allSatisfy { !$0.rect.intersects(one.rect) })
    }
    let shown = Set(placed.map(\.index))
    for index in 0..<400 where !shown.contains(index) {
      let thumbnail = thumbnails.thumbnails[index]
      let center = try #require(Self.frame.place(thumbnail.x, thumbnail.y))
      let size = placed[0].rect
      let rect = Rect(
        x: center.x - size.width / 2, y: center.y - size.height / 2, width: size.width, height: size.height)
      #expect(!Self.frame.rect.contains(rect) || placed.contains { $0.rect.intersects(rect) })
    }
  }

  @Test("the seed decides which are shown")
  func seeds() throws {
    let first = try Self.thumbnails(400).placed(in: Self.frame).map(\.index)
    #expect(try Self.thumbnails(400).placed(in: Self.frame).map(\.index) == first)
    #expect(try Self.thumbnails(400, seed: 1).placed(in: Self.frame).map(\.index) != first)
  }

  @Test("the caller learns how many were left out")
  func leftOut() throws {
    let picture = try #require(Picture(width: 1, height: 1, pixels: [0]))
    let places = [(0.0, 0.0), (0.5, 0.5), (0.5, 0.5), (1, 1), (.nan, 0)]
    let marks: [Mark] = [
      .points(Points(x: [-1.0, 2], y: [-1.0, 2])),
      .thumbnails(Thumbnails(places.map { Thumbnails.Thumbnail(x: $0.0, y: $0.1, picture: picture) })),
    ]
    #expect(try Renderer.thumbnailsLeftOut(of: Figure(panels: [.chart(Chart(marks: marks))])) == 2)
    #expect(try Renderer.thumbnailsLeftOut(of: Gallery.latents()) == 0)
  }

  @Test("images keep their own colors", arguments: [3, 28, 400])
  func colors(side: Int) throws {
    let red = try #require(
      Picture(
        width: side, height: side, channels: 3, pixels: (0..<side * side).flatMap { _ in [255, 0, 0] as [UInt8] }))
    let mark = Mark.thumbnails(Thumbnails([Thumbnails.Thumbnail(x: 0, y: 0, picture: red)], size: 30))
    let pixels = try Pixels(png: Renderer.render(Figure(panels: [.chart(Chart(marks: [mark]))]), as: .png()))
    let count = (0..<pixels.height).flatMap { y in (0..<pixels.width).map { pixels.color(x: $0, y: y) } }
      .count { $0 == [255, 0, 0] }
    // 30 points are 62.5 pixels; small images are enlarged by whole numbers.
    #expect(count > 50 * 50 && count < 66 * 66)
  }
}
