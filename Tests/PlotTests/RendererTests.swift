import Foundation
import FoundationXML
import TestSupport
import Testing

@testable import Plot

@Suite struct RendererTests {
  private static let formats: [PictureFormat] = [.png(), .svg, .pdf]

  @Test("the same figure gives the same bytes", arguments: formats)
  func sameBytes(format: PictureFormat) throws {
    for (name, figure) in Gallery.all {
      let first = try Renderer.render(figure, as: format)
      _ = try Renderer.render(Gallery.samples(), as: format)
      #expect(try Renderer.render(figure, as: format) == first, "\(name)")
    }
  }

  @Test("a PDF holds no date, and an SVG is well-formed XML")
  func contents() throws {
    let pdf = try Renderer.render(Gallery.usage(), as: .pdf)
    #expect(pdf.starts(with: Array("%PDF-1.".utf8)))
    #expect(Data(pdf).range(of: Data("Date".utf8)) == nil)
    for (_, figure) in Gallery.all {
      let svg = try Renderer.render(figure, as: .svg)
      #expect(XMLParser(data: Data(svg)).parse())
    }
  }

  @Test("scale 2 has twice the pixels of scale 1 in each direction")
  func scales() throws {
    var figure = Gallery.history()
    (figure.width, figure.height) = (6, 4)
    let single = try Pixels(png: Renderer.render(figure, as: .png()))
    let double = try Pixels(png: Renderer.render(figure, as: .png(scale: 2)))
    #expect((single.width, single.height) == (900, 600))
    #expect((double.width, double.height) == (1800, 1200))
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
    figure.width = width
    let error = #expect(throws: PlotError.self) { try Renderer.render(figure, as: .png()) }
    #expect(error?.description.contains("between 0.5 and 100 inches") == true)
    for scale in [0, -1, .nan, .infinity, 1e6] {
      let error = #expect(throws: PlotError.self) { try Renderer.render(Gallery.samples(), as: .png(scale: scale)) }
      #expect(error?.description.contains("pixels cannot be drawn") == true)
    }
  }

  @Test("surfaces in an SVG are numbered in the order they appear in")
  func surfaceNumbers() {
    let svg = ##"<g id="image31"/><use href="#image31"/><g id="surface7"/>"surfaces" #image"##
    let expected = ##"<g id="image1"/><use href="#image1"/><g id="surface2"/>"surfaces" #image"##
    #expect(SVGText.renumbered(Array(svg.utf8)) == Array(expected.utf8))
  }
}
