/// The cells of a terminal that a picture takes.
struct PictureBox: Equatable {
  let columns: Int
  let rows: Int

  /// The most that fit `columns` by `rows` cells without enlarging the picture's pixels, at the picture's own shape; a
  /// picture of letters is enlarged as far as it goes.
  init(width: Int, height: Int, columns: Int, rows: Int, ability: PictureAbility) {
    let (cellWidth, cellHeight) = (Double(ability.cellWidth), Double(ability.cellHeight))
    let natural = ability.shape == .blocks ? .infinity : Double(width) / cellWidth
    let slope = Double(height) / Double(max(1, width)) * cellWidth / cellHeight
    let widest = min(Double(columns), natural, Double(rows) / slope)
    self.columns = max(1, Int(widest))
    self.rows = min(rows, max(1, Int((Double(self.columns) * slope).rounded())))
  }
}
