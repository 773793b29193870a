/// Brings a picture to another size: each new pixel is the mean of the area it covers. Width and height are scaled each by
/// itself, so a picture that is no square is stretched.
struct AreaAverage {
  let width: Int
  let height: Int
  let channels: Int

  /// The picture at `size` × `size`, channel planes one after another. `pixels` has the channels of a pixel side by side.
  func planes(_ pixels: [UInt8], size: Int) -> [UInt8] {
    let columns = Self.shares(width, size), rows = Self.shares(height, size)
    var sums = [Float](repeating: 0, count: channels * size * size)
    var line = [Float](repeating: 0, count: size * channels)
    for (row, targets) in rows.enumerated() {
      narrow(pixels[(row * width * channels)...], columns, into: &line)
      for (target, share) in targets {
        for column in 0..<size {
          for channel in 0..<channels {
            sums[(channel * size + target) * size + column] += share * line[column * channels + channel]
          }
        }
      }
    }
    return sums.map { UInt8(max(0, min(255, $0.rounded()))) }
  }

  /// One row of pixels at the new width.
  private func narrow(_ row: ArraySlice<UInt8>, _ columns: [[(Int, Float)]], into line: inout [Float]) {
    for index in line.indices { line[index] = 0 }
    for (column, targets) in columns.enumerated() {
      for (target, share) in targets {
        for channel in 0..<channels {
          line[target * channels + channel] += share * Float(row[row.startIndex + column * channels + channel])
        }
      }
    }
  }

  /// For each old place the new places it falls in, with its share of their area.
  private static func shares(_ old: Int, _ new: Int) -> [[(Int, Float)]] {
    (0..<old).map { place in
      // In units of 1 / (old · new) of the length, so that the borders are exact.
      let (start, end) = (place * new, (place + 1) * new)
      return (start / old...(end - 1) / old).map { target in
        (target, Float(min(end, (target + 1) * old) - max(start, target * old)) / Float(old))
      }
    }
  }
}
