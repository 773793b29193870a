import TestSupport
import Testing

@testable import Plot

@Suite("Figures side by side")
struct PageTests {
  private func page(_ figures: [Figure], columns: Int) -> Figure {
    Figure(title: "All", panels: figures.map(Panel.figure), columns: columns)
  }

  @Test("keep their texts, each within its field, and no text stands on another")
  func texts() throws {
    let figures = [Gallery.latents(), Gallery.usage(), Gallery.history(), Gallery.samples()]
    for (columns, width) in [(1, nil), (2, nil), (4, nil), (2, Length.inches(7))] {
      var page = page(figures, columns: columns)
      page.width = width
      let canvas = try Canvas.forMeasuring(), layout = try Renderer.layout(page)
      layout.draw(on: canvas)
      let all = canvas.textBoxes
      for (figure, text) in zip(figures, figures.map(\.title)) where !text.isEmpty {
        #expect(all.contains { text.hasPrefix($0.text) }, "\(figure.title)")
      }
      let whole = Rect(x: 0, y: 0, width: layout.page.width, height: layout.page.height)
      for (index, box) in all.enumerated() {
        #expect(whole.contains(box.rect), "\(box.text)")
        #expect(!all[..<index].contains { $0.rect.intersects(box.rect) }, "\(box.text)")
      }
    }
  }

  @Test("have one ground, and the page the size that is asked for, in every format")
  func formats() throws {
    var page = page([Gallery.latents(), Gallery.dark(Gallery.samples())], columns: 2)
    (page.width, page.height) = (.inches(6), .inches(3))
    let picture = try Renderer.picture(page)
    #expect((picture.width, picture.height) == (900, 450))
    let corners = [0, 899, 450 * 900 - 900, 450 * 900 - 1].map { Array(picture.pixels[3 * $0..<3 * $0 + 3]) }
    #expect(corners.allSatisfy { $0 == [255, 255, 255] })
    for format in [PictureFormat.svg, .pdf, .eps] {
      #expect(try Renderer.render(page, as: format) == Renderer.render(page, as: format))
    }
  }
}
