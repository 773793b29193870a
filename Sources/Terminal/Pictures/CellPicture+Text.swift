import CChafa
import Glibc
import Language
import Printing

extension CellPicture {
  /// The picture as lines of a terminal, each ending in a line break: marks are letters that fill a part of their cell, and
  /// texts are what they are. Nil if there is no memory.
  func text(colors: gmvae_colors) -> String? {
    let letters = texts.flatMap(letters)
    guard
      let text = gmvae_cells(
        pixels, Int32(columns), Int32(rows), Int32(Self.cell.width), Int32(Self.cell.height), colors, letters,
        Int32(letters.count))
    else { return nil }
    defer { free(text) }
    return String(cString: text) + "\n"
  }

  /// A text letter by letter, with the ground that it stands on.
  private func letters(of text: Text) -> [gmvae_letter] {
    var column = text.column
    return text.text.compactMap { character in
      defer { column += String(character).columns }
      guard let letter = character.unicodeScalars.first, column < columns else { return nil }
      let ground = ground(column: column, row: text.row)
      return gmvae_letter(
        column: Int32(column), row: Int32(text.row), letter: letter.value, color: Int32(text.color), ground: ground)
    }
  }

  /// The mean color of a cell's pixels.
  private func ground(column: Int, row: Int) -> Int32 {
    let (width, height) = Self.cell
    var sums = [0, 0, 0]
    for y in row * height..<(row + 1) * height {
      for x in column * width..<(column + 1) * width {
        let start = 3 * (y * columns * width + x)
        guard start + 2 < pixels.count else { continue }
        for channel in 0..<3 { sums[channel] += Int(pixels[start + channel]) }
      }
    }
    return sums.reduce(Int32(0)) { $0 << 8 | Int32($1 / (width * height)) }
  }
}
