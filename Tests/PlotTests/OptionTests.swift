import Testing
import TestSupport

@testable import Plot

@Suite("What a figure is adapted with")
struct OptionTests {
  private func boxes(_ figure: Figure) throws -> [(text: String, rect: Rect)] {
    let canvas = try Canvas.forMeasuring(font: figure.font)
    try Renderer.layout(figure).draw(on: canvas)
    return canvas.textBoxes
  }

  @Test("a scale enlarges letters and marks and keeps a given size; more pixels to the inch keep both")
  func scale() throws {
    let plain = Gallery.sized(Gallery.latents(), 6, 4)
    var large = plain, fine = plain
    large.scale = 2
    fine.pixelsPerInch = 300
    let (picture, enlarged, dense) = (
      try Renderer.picture(plain), try Renderer.picture(large), try Renderer.picture(fine)
    )
    #expect((enlarged.width, enlarged.height) == (picture.width, picture.height) && enlarged != picture)
    #expect((dense.width, dense.height) == (2 * picture.width, 2 * picture.height))
    #expect(try Renderer.layout(large).page == Size(width: 216, height: 144))
    for format in [PictureFormat.svg, .pdf] {
      #expect(try Renderer.render(large, as: format) != Renderer.render(plain, as: format))
    }
    let svg = String(decoding: try Renderer.render(large, as: .svg), as: UTF8.self)
    #expect(svg.contains("viewBox=\"0 0 432 288\""))
    // Of its own size, all of it grows.
    var free = Gallery.latents()
    let before = try Renderer.picture(free)
    free.scale = 2
    #expect(try abs(Renderer.picture(free).width - 2 * before.width) <= 1)
    let file = try Renderer.render(fine, as: .png())
    let place = try #require(file.firstRange(of: Array("pHYs".utf8))).upperBound
    #expect(file[place..<place + 4].reduce(0) { $0 << 8 | Int($1) } == 11_811)
  }

  @Test("a legend stands where it is told to, or nowhere")
  func legend() throws {
    var figure = Gallery.latents()
    figure.legend.place = .below
    let boxes = try boxes(figure)
    let entry = try #require(boxes.first { $0.text == "components, 2σ" }).rect
    #expect(try entry.y > #require(boxes.first { $0.text == "x₁" }).rect.maxY)
    figure.legend.isShown = false
    #expect(try !self.boxes(figure).contains { $0.text == "label" })
  }

  @Test("a palette is the set that is asked for")
  func palette() {
    #expect(
      Palette(categories: 3, set: .tableau).color(of: 0, theme: .light)
        == Palette(categories: 10).color(of: 0, theme: .light))
    #expect(
      Palette(categories: 30, set: .okabe).color(of: 1, theme: .dark)
        == Palette(categories: 2).color(of: 1, theme: .dark))
    let gray = Palette(categories: 8, set: .gray).color(of: 1, theme: .light)
    #expect(gray.red == gray.green && gray.green == gray.blue)
  }

  @Test("fonts are known by their names, and change the letters")
  func fonts() throws {
    #expect(Renderer.hasFont("DejaVu Sans") && !Renderer.hasFont("No Such Family"))
    var figure = Gallery.latents()
    let before = try Renderer.picture(figure)
    figure.font = "No Such Family"
    _ = try Renderer.picture(figure)
    figure.font = "DejaVu Sans"
    #expect(try Renderer.picture(figure) == before)
  }

  @Test(
    "formulas become letters, and what is none stays",
    arguments: [
      ("$\\lambda_0 \\leq 10^{-3}$", "λ₀ ≤ 10⁻³"), ("rate in $\\mu$s", "rate in μs"), ("5 $ and 6", "5 $ and 6"),
      ("$x_{12}$, $w^T$", "x₁₂, wᵀ"), ("$\\unknown{a}_b$", "\\unknowna_b"), ("a_b", "a_b"), ("$$", ""), ("$\\", "$\\"),
      ("$x_{$", "x"), ("$\\sigma^\\lambda$", "σ^λ"),
    ])
  func formulas(text: String, letters: String) { #expect(MathText.plain(text) == letters) }
}
