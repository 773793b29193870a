import Foundation
import FoundationXML
import TestSupport
import Testing

@testable import Plot

@Suite struct RendererTests {
  private static let formats: [PictureFormat] = [.png(), .svg, .pdf, .eps]

  @Test("the same figure gives the same bytes", arguments: formats)
  func sameBytes(format: PictureFormat) throws {
    for (name, figure) in Gallery.all {
      let first = try Renderer.render(figure, as: format)
      _ = try Renderer.render(Gallery.samples(), as: format)
      #expect(try Renderer.render(figure, as: format) == first, "\(name)")
    }
  }

  @Test("a PDF and an EPS hold no date, and an SVG is well-formed XML")
  func contents() throws {
    let pdf = try Renderer.render(Gallery.usage(), as: .pdf)
    #expect(pdf.starts(with: Array("%PDF-1.".utf8)))
    #expect(Data(pdf).range(of: Data("Date".utf8)) == nil)
    let eps = try Renderer.render(Gallery.usage(), as: .eps)
    #expect(eps.starts(with: Array("%!PS-Adobe-3.0 EPSF-3.0\n%%Creator".utf8)))
    #expect(Data(eps).range(of: Data("Date".utf8)) == nil)
    for (_, figure) in Gallery.all {
      let svg = try Renderer.render(figure, as: .svg)
      #expect(XMLParser(data: Data(svg)).parse())
    }
  }

  @Test("scale 2 has twice the pixels of scale 1 in each direction")
  func scales() throws {
    var figure = Gallery.history()
    (figure.width, figure.height) = (.inches(6), .inches(4))
    let single = try Pixels(png: Renderer.render(figure, as: .png()))
    let double = try Pixels(png: Renderer.render(figure, as: .png(scale: 2)))
    #expect((single.width, single.height) == (900, 600))
    #expect((double.width, double.height) == (1800, 1200))
  }

  @Test("a PNG says how large it is on paper, and its pixels are the picture's")
  func resolution() throws {
    let png = try Renderer.render(Gallery.history(), as: .png(scale: 2))
    let start = try #require(Data(png).range(of: Data("pHYs".utf8))).upperBound
    let perMeter = png[start..<start + 4].reduce(0) { $0 << 8 | Int($1) }
    #expect(perMeter == 11_811 && Array(png[start + 4..<start + 9]) == Array(png[start..<start + 4]) + [1])
    let (pixels, picture) = (try Pixels(png: png), try Renderer.picture(Gallery.history(), scale: 2))
    #expect((pixels.width, pixels.height, picture.channels) == (picture.width, picture.height, 3))
    let colors = (0..<pixels.width * pixels.height).flatMap { pixels.color(x: $0 % pixels.width, y: $0 / pixels.width) }
    #expect(colors == picture.pixels)
  }

  @Test("a dot covers its disk of pixels, opaque within and by its share at the edge")
  func dots() throws {
    let mark = Mark.points(
      Points(x: [0.0], y: [0.0], coloring: .single(.color(Color(hex: 0x0000FF))), size: 40, opacity: 1))
    let axis = Axis(lower: -1, upper: 1, isBare: true)
    let pixels = try Pixels(
      png: Renderer.render(Figure(panels: [.chart(Chart(xAxis: axis, yAxis: axis, marks: [mark]))]), as: .png()))
    let colors = (0..<pixels.width * pixels.height).map { pixels.color(x: $0 % pixels.width, y: $0 / pixels.width) }
    let radius = 20 * 150 / 72.0
    #expect(abs(Double(colors.count { $0 == [0, 0, 255] }) / (.pi * radius * radius) - 1) < 0.04)
    #expect(colors.contains { $0[0] > 60 && $0[0] < 200 && $0[2] == 255 })
  }

  @Test("an image's pixels become squares of its own colors, without any in between")
  func sharpPixels() throws {
    let picture = try #require(Picture(width: 2, height: 1, channels: 3, pixels: [255, 0, 0, 0, 0, 255]))
    let figure = Figure(panels: [.pictures(PictureGrid(rows: [PictureGrid.Row(pictures: [picture])]))])
    let pixels = try Pixels(png: Renderer.render(figure, as: .png()))
    let colors = (0..<pixels.width).map { pixels.color(x: $0, y: pixels.height / 2) }
    let red = colors.count { $0 == [255, 0, 0] }
    #expect(red > 10)
    #expect(red == colors.count { $0 == [0, 0, 255] })
    #expect(colors.allSatisfy { [[255, 0, 0], [0, 0, 255], [255, 255, 255]].contains($0) })
  }

  @Test("many points in a vector format are held as pixels, so that the file stays small")
  func manyPoints() throws {
    let svg = try Renderer.render(Gallery.latents(count: 25_000), as: .svg)
    #expect(Data(svg).range(of: Data("data:image/png".utf8)) != nil)
    let few = try Renderer.render(Gallery.latents(count: 1000), as: .svg)
    #expect(Data(few).range(of: Data("data:image/png".utf8)) == nil)
  }

  @Test("a size that cannot be drawn is refused with the size", arguments: [0, -1, .nan, .infinity, 1e9])
  func sizes(width: Double) {
    var figure = Gallery.latents(count: 10)
    figure.width = .inches(width)
    let error = #expect(throws: PlotError.self) { try Renderer.render(figure, as: .png()) }
    #expect(error?.description.contains("between 0.5 and 100 inches") == true)
    for scale in [0, -1, .nan, .infinity, 1e6] {
      let error = #expect(throws: PlotError.self) { try Renderer.render(Gallery.samples(), as: .png(scale: scale)) }
      #expect(error?.description.contains("pixels cannot be drawn") == true)
    }
  }

  @Test("pictures that no page has room for are refused before they are drawn, in an SVG too, where there were none")
  func manyPictures() throws {
    func grid(_ rows: Int) -> Figure {
      let picture = Picture(width: 28, height: 28, pixels: [UInt8](repeating: 9, count: 784))
      let row = PictureGrid.Row(pictures: Array(repeating: picture, count: 10))
      return Figure(panels: [.pictures(PictureGrid(rows: Array(repeating: row, count: rows)))])
    }
    for format in Self.formats {
      #expect(throws: Never.self) { try Renderer.check(grid(200), as: format) }
      let error = try #require(throws: PlotError.self) { try Renderer.check(grid(1000), as: format) }
      #expect(throws: error) { try Renderer.render(grid(1000), as: format) }
      #expect(error.description.contains(" pixels cannot be "))
    }
  }

  @Test("surfaces in an SVG are numbered in the order they appear in")
  func surfaceNumbers() {
    let svg = ##"<g id="image31"/><use href="#image31"/><g id="surface7"/>"surfaces" #image"##
    let expected = ##"<g id="image1"/><use href="#image1"/><g id="surface2"/>"surfaces" #image"##
    #expect(SVGText.renumbered(Array(svg.utf8)) == Array(expected.utf8))
  }
}
