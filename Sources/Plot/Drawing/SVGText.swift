/// The SVG that Cairo writes. Cairo numbers surfaces over the life of a process, and their ids show it.
enum SVGText {
  private static let names = ["surface", "image"].map { Array($0.utf8) }

  /// The SVG with its surfaces numbered from 1, in the order they appear in.
  static func renumbered(_ svg: [UInt8]) -> [UInt8] {
    var result: [UInt8] = []
    result.reserveCapacity(svg.count)
    var numbers: [ArraySlice<UInt8>: Int] = [:]
    var copied = 0
    for index in svg.indices where svg[index] == UInt8(ascii: "\"") || svg[index] == UInt8(ascii: "#") {
      guard let name = names.first(where: { svg[(index + 1)...].starts(with: $0) }) else { continue }
      let start = index + 1 + name.count
      let digits = svg[start...].prefix { UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 }
      guard !digits.isEmpty else { continue }
      let number = numbers[digits] ?? numbers.count + 1
      numbers[digits] = number
      result += svg[copied..<start]
      result += Array(String(number).utf8)
      copied = digits.endIndex
    }
    return result + svg[copied...]
  }
}
