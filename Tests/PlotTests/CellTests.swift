import Testing

@testable import Plot

@Suite("Figures in the cells of a terminal")
struct CellTests {
  private func cells(
    _ figure: Figure, _ columns: Int = 79, _ rows: Int = 20
  ) throws -> (marks: Picture, texts: [CellText]) {
    try Renderer.cells(of: figure, columns: columns, rows: rows) { $0.count }
  }

  @Test("numbers of axes, names, legends and titles are texts at cells of their own, none on another")
  func texts() throws {
    for (name, figure) in Gallery.all + Gallery.unusual {
      for (columns, rows) in [(79, 20), (120, 36), (40, 12)] {
        let (marks, texts) = try cells(figure, columns, rows)
        #expect((marks.width, marks.height) == (8 * columns, 16 * rows), "\(name)")
        var taken: Set<[Int]> = []
        for text in texts {
          #expect(text.row >= 0 && text.row < rows && text.column >= 0, "\(name): \(text.text)")
          #expect(text.column + text.text.count <= columns, "\(name): \(text.text)")
          for column in text.column..<text.column + text.text.count {
            #expect(taken.insert([text.row, column]).inserted, "\(name): \(text.text) stands on another")
          }
        }
      }
    }
  }

  @Test("an axis has its numbers and its name below and beside it, the legend its letters in the marks' colors")
  func latents() throws {
    let texts = try cells(Gallery.latents()).texts
    let title = try #require(texts.first { $0.text == "Latents of the five arcs" })
    #expect(title.row == 0 && title.column == 0)
    let x = try #require(texts.first { $0.text == "x₁" }), y = try #require(texts.first { $0.text == "x₂" })
    #expect(x.row == 19 && y.row == 1)
    let numbers = texts.filter { Double($0.text.replacing("−", with: "-")) != nil && $0.row == 18 }
    #expect(numbers.count >= 3, "\(numbers)")
    #expect(numbers.map(\.column) == numbers.map(\.column).sorted())
    let dots = texts.filter { $0.text == "●" }
    let palette = Palette(categories: 8)
    #expect(dots.map(\.color) == (0..<5).map { palette.color(of: $0, theme: .light) })
    #expect(texts.contains { $0.text == "components, 2σ" } && texts.contains { $0.text == "○" })
  }

  @Test("counts of a confusion are numbers in their cells, in an ink that is read on them")
  func counts() throws {
    let (marks, texts) = try cells(Gallery.confusion(), 100, 30)
    let numbers = texts.filter { Int($0.text) != nil }
    #expect(numbers.count > 20)
    for number in numbers {
      let start = 3 * ((16 * number.row + 1) * marks.width + 8 * number.column + 1)
      let ground = Color(
        hex: marks.pixels[start..<start + 3].reduce(0) { $0 << 8 | UInt32($1) })
      #expect(number.color.contrast(to: ground) > 2.5, "\(number)")
    }
  }

  @Test("no letter is drawn with the marks")
  func marks() throws {
    let (marks, texts) = try cells(Gallery.latents())
    let title = try #require(texts.first { $0.row == 0 })
    let row = marks.pixels[0..<3 * 16 * marks.width]
    #expect(!title.text.isEmpty && row.allSatisfy { $0 == 255 })
  }
}
