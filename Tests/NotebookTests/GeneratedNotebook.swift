import TestSupport

/// Makes notebooks of random pieces, the same ones for the same seed.
struct GeneratedNotebook {
  private static let pieces = [
    "```gmvae", "```gmvae varies", "````gmvae", "~~~gmvae", "```", "````", "~~~", "   ```", "    ```", "```python",
    "``` gm`vae", "<!-- gmvae:output 0123456789abcdef -->", "<!-- gmvae:output x -->", "<!-- /gmvae:output -->", "<!--",
    "-->", "<!-- words -->", "---", "title: T", "parameters:", "  n: 3", "seed: 7", "print 1", "let a = 2", "", "", "",
    "Words, words.", "# Heading", "![a](b.png)", "\u{0}é\u{1b}", "- a list", "{", "\t",
  ]

  private var generator: SeededGenerator

  init(seed: UInt64) { generator = SeededGenerator(seed) }

  private mutating func next(below bound: Int) -> Int { generator.number(below: bound) }

  /// Up to 24 lines with line breaks of all kinds, the last perhaps without one.
  mutating func bytes() -> [UInt8] {
    var bytes: [UInt8] = []
    let end = next(below: 3) == 0 ? "\r\n" : "\n"
    for _ in 0..<next(below: 25) {
      bytes += Array(Self.pieces[next(below: Self.pieces.count)].utf8)
      bytes += next(below: 20) == 0 ? [UInt8(next(below: 256))] : []
      bytes += Array((next(below: 12) == 0 ? "\r\n" : end).utf8)
    }
    if next(below: 2) == 0, !bytes.isEmpty { bytes.removeLast() }
    return bytes
  }
}
