/// At most 255 colors that stand for all of some pictures: median cut (Heckbert 1982) over cells of 8 × 8 × 8 colors.
struct ColorTable {
  /// Red, green and blue of each color.
  private(set) var entries: [UInt8] = []
  /// The color of each cell.
  private var indices = [UInt8](repeating: 0, count: 1 << 15)

  private static let most = 255

  /// What the pixels in a cell sum up to.
  private struct Cell {
    let index: Int
    var count = 0
    var sums = SIMD3<Int>()

    /// The cell's place on the red, green and blue axis.
    var place: SIMD3<Int> { SIMD3(index >> 10, index >> 5 & 31, index & 31) }
  }

  init(of pictures: [[UInt8]]) {
    var boxes = [Self.cells(of: pictures)]
    while boxes.count < Self.most,
      let widest = boxes.indices.max(by: { Self.weight(boxes[$0]) < Self.weight(boxes[$1]) }),
      boxes[widest].count > 1
    {
      let halves = Self.halves(boxes[widest])
      boxes[widest] = halves.0
      boxes.append(halves.1)
    }
    for (number, box) in boxes.enumerated() {
      for cell in box { indices[cell.index] = UInt8(number) }
      entries += Self.mean(of: box)
    }
  }

  private static func cells(of pictures: [[UInt8]]) -> [Cell] {
    var cells = (0..<1 << 15).map { Cell(index: $0) }
    for picture in pictures {
      for start in stride(from: 0, to: picture.count - 2, by: 3) {
        let color = SIMD3(Int(picture[start]), Int(picture[start + 1]), Int(picture[start + 2]))
        let index = index(red: picture[start], green: picture[start + 1], blue: picture[start + 2])
        cells[index].count += 1
        cells[index].sums &+= color
      }
    }
    return cells.filter { $0.count > 0 }
  }

  private static func index(red: UInt8, green: UInt8, blue: UInt8) -> Int {
    Int(red >> 3) << 10 | Int(green >> 3) << 5 | Int(blue >> 3)
  }

  /// Which box to divide next: many pixels far apart; none for a single cell.
  private static func weight(_ box: [Cell]) -> Double {
    guard box.count > 1 else { return 0 }
    let count = box.reduce(0) { $0 + $1.count }
    return Double(count).squareRoot() * Double(spread(box).max())
  }

  private static func spread(_ box: [Cell]) -> SIMD3<Int> {
    var (least, greatest) = (SIMD3(repeating: 31), SIMD3(repeating: 0))
    for cell in box {
      least = pointwiseMin(least, cell.place)
      greatest = pointwiseMax(greatest, cell.place)
    }
    return greatest &- least
  }

  /// The box divided along its longest axis where half of its pixels are on either side.
  private static func halves(_ box: [Cell]) -> ([Cell], [Cell]) {
    let spread = spread(box)
    let axis = (0..<3).first { spread[$0] == spread.max() } ?? 0
    let sorted = box.sorted { ($0.place[axis], $0.index) < ($1.place[axis], $1.index) }
    let half = box.reduce(0) { $0 + $1.count } / 2
    var (sum, split) = (0, 0)
    while split < sorted.count - 1, split == 0 || sum + sorted[split].count <= half {
      sum += sorted[split].count
      split += 1
    }
    return (Array(sorted[..<split]), Array(sorted[split...]))
  }

  private static func mean(of box: [Cell]) -> [UInt8] {
    let count = max(box.reduce(0) { $0 + $1.count }, 1)
    let sums = box.reduce(SIMD3<Int>()) { $0 &+ $1.sums }
    return (0..<3).map { UInt8(clamping: (sums[$0] + count / 2) / count) }
  }

  /// The number of each pixel's color.
  func indices(of picture: [UInt8]) -> [UInt8] {
    stride(from: 0, to: picture.count - 2, by: 3).map {
      indices[Self.index(red: picture[$0], green: picture[$0 + 1], blue: picture[$0 + 2])]
    }
  }
}
