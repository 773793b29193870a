import CChafa
import Foundation
import Language
import Printing
import TestSupport
import Testing

@testable import Terminal

@Suite("Pictures in the terminal")
struct PictureTests {
  static let escape = "\u{1B}"

  /// What a terminal with kitty's graphics and one with sixels answer.
  static let kitty =
    "\(escape)_Gi=31;OK\(escape)\\\(escape)P>|kitty(0.35.2)\(escape)\\\(escape)[6;20;9t\(escape)[?62;52;c"
  static let sixel = "\(escape)P>|XTerm(379)\(escape)\\\(escape)[?64;1;2;4;6;9;15;18;21;22;28c"

  private func replies(_ text: String) -> TerminalReplies {
    var replies = TerminalReplies()
    _ = replies.take(Array(text.utf8))
    return replies
  }

  private func shape(_ text: String, hasColor: Bool = true, _ variables: [String: String] = [:]) -> PictureProtocol? {
    PictureAbility(replies(text), abilities: TerminalAbilities(width: 80, hasColor: hasColor)) { variables[$0] }.shape
  }

  @Test("the terminal's own answers decide, and one that does not answer shows nothing")
  func decides() {
    #expect(shape(Self.kitty) == .kitty)
    #expect(shape(Self.sixel) == .sixel)
    #expect(shape("\u{1B}P>|iTerm2 3.5.4\u{1B}\\\u{1B}[?1;2;4c") == .iterm)
    #expect(shape("\u{1B}[?1;2;4c", ["TERM_PROGRAM": "iTerm.app"]) == .iterm)
    #expect(shape("\u{1B}[?1;2;4c", ["TERM_PROGRAM": "iTerm.app", "TMUX": "/tmp/tmux"]) == .sixel)
    #expect(shape("\u{1B}[?1;2c") == .blocks)
    #expect(shape("\u{1B}[?1;0;256S\u{1B}[?64;4c") == .sixel)
    #expect(shape("\u{1B}[?1;0;16S\u{1B}[?64;4c") == .blocks, "labels would look alike in so few colors")
    #expect(shape("\u{1B}[?1;3;0S\u{1B}[?64;4c") == .sixel, "an error is no answer")
    #expect(shape("\u{1B}[?4c") == .blocks, "the first number is the terminal's class")
    #expect(shape("\u{1B}[?1;2c", hasColor: false) == nil)
    #expect(shape("") == nil)
    #expect(shape("\u{1B}_Gi=31;OK\u{1B}\\") == nil, "the answer that ends all answers did not come")
    #expect(shape("\u{1B}_Gi=31;ENOTSUPPORTED\u{1B}\\\u{1B}[?1;2c") == .blocks)
    #expect(replies(Self.kitty).cell.map { [$0.width, $0.height] } == [9, 20])
  }

  @Test("keys typed between the answers are kept, cut wherever they may be", arguments: [1, 2, 3, 7, 1000])
  func separates(size: Int) {
    let keys = ["tr\u{1B}[A", "\u{1B}OP5\u{1B}[200~x\u{1B}[201~", "\u{1B}f ü\u{1B}P\u{1B}_x", "\u{1B}[6~\u{1B}[3;5u\n"]
    let answers = ["\u{1B}_Gi=31;OK\u{1B}\\", "\u{1B}P>|kitty\u{1B}\\", "\u{1B}[6;20;9t", "\u{1B}[?62;4c"]
    let stream = Array(zip(keys, answers).map { $0 + $1 }.joined().utf8) + Array("end".utf8)
    var replies = TerminalReplies()
    var typed: [UInt8] = []
    for start in stride(from: 0, to: stream.count, by: size) {
      typed += replies.take(stream[start..<min(start + size, stream.count)])
    }
    #expect(String(decoding: typed, as: UTF8.self) == keys.joined() + "end")
    #expect(replies.hasKitty && replies.name == "kitty" && replies.attributes == [62, 4])
  }

  @Test(
    "numbers that no terminal has are no answers, whatever they are", arguments: [65_536, 1 << 31, 1 << 62, Int.max])
  func largeNumbers(number: Int) throws {
    let answers = ["[6;1;\(number)t", "[6;\(number);1t", "[?1;0;\(number)S", "[?\(number)c", "[6;1;9\(number)t"]
    for answer in answers {
      let replies = replies("\u{1B}" + answer + "\u{1B}[?62;4c")
      #expect(
        replies.cell == nil && replies.registers == nil && replies.attributes?.contains(number) == false, "\(answer)")
      let ability = PictureAbility(replies, abilities: TerminalAbilities(width: 80, hasColor: true)) { _ in nil }
      let box = PictureBox(width: 900, height: 600, columns: 80, rows: 20, ability: ability)
      #expect((1...80).contains(box.columns) && (1...20).contains(box.rows))
    }
    // The largest that is believed.
    let replies = replies("\u{1B}[6;1;32768t\u{1B}[?62;4c")
    let ability = PictureAbility(replies, abilities: TerminalAbilities(width: 80, hasColor: true)) { _ in nil }
    let box = PictureBox(width: 900, height: 600, columns: 80, rows: 20, ability: ability)
    #expect(box.columns == 1 && (1...20).contains(box.rows))
  }

  @Test("a lone Escape that nothing follows is a key")
  func escapes() {
    var replies = TerminalReplies()
    #expect(replies.take([0x1B]) == [] && replies.isPending)
    #expect(replies.giveUpWaiting() == [0x1B] && !replies.isPending)
  }

  @Test("a terminal in the way is asked without kitty's question, which it takes for a title")
  func nested() {
    #expect(PictureAbility.isNested { ["TMUX": "/tmp/x"][$0] })
    #expect(PictureAbility.isNested { ["TERM": "screen-256color"][$0] })
    #expect(!PictureAbility.isNested { ["TERM": "xterm-kitty"][$0] })
  }

  @Test("a picture keeps its shape and fits the screen")
  func boxes() {
    let ability = PictureAbility(shape: .kitty)
    func box(_ width: Int, _ height: Int, _ columns: Int, _ rows: Int) -> [Int] {
      let box = PictureBox(width: width, height: height, columns: columns, rows: rows, ability: ability)
      return [box.columns, box.rows]
    }
    #expect(box(800, 600, 79, 20) == [53, 20])
    #expect(box(800, 600, 40, 100) == [40, 15])
    #expect(box(200, 100, 79, 20) == [20, 5], "no enlarged pixels")
    #expect(box(10_000, 1, 79, 20) == [79, 1] && box(1, 10_000, 79, 20) == [1, 20])
  }

  private func text(_ setting: String, _ bytes: [UInt8]?, width: Int? = 80, answer: String? = nil) -> String? {
    let abilities = TerminalAbilities(width: width, height: 24, hasColor: true)
    let display = PictureDisplay(
      abilities: abilities, variable: { ["COLORTERM": "truecolor"][$0] }, ask: answer.map { text in { replies(text) } })
    return display.shown(ShownFigure(png: { bytes }, cells: { Self.cells($0, $1, $2) }), setting: setting)?.text
  }

  /// The gallery's picture of latents.
  static let png = {
    let tests = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    return (try? Data(contentsOf: tests.appending(path: "PlotTests/Pictures/latents.png"))).map(Array.init) ?? []
  }()

  @Test("kitty and iTerm2 get the file itself, whole")
  func sendsTheFile() throws {
    let kitty = try #require(text("auto", Self.png, answer: Self.kitty))
    #expect(kitty.hasPrefix("\u{1B}_Gf=100,a=T,q=2,c=") && kitty.hasSuffix("\u{1B}\\\n"))
    let pieces = kitty.dropLast().split(separator: "\u{1B}\\").map { $0.drop { $0 != ";" }.dropFirst() }
    #expect(pieces.allSatisfy { $0.utf8.count <= 4096 })
    #expect(Data(base64Encoded: pieces.joined()) == Data(Self.png))
    #expect(kitty.components(separatedBy: "m=0").count == 2)
    let iterm = try #require(text("iterm", Self.png))
    #expect(iterm.hasPrefix("\u{1B}]1337;File=inline=1;size=\(Self.png.count);width=") && iterm.hasSuffix("\u{7}\n"))
    let content = iterm.drop { $0 != ":" }.dropFirst().dropLast(2)
    #expect(Data(base64Encoded: String(content)) == Data(Self.png))
  }

  /// A left half in red, with texts on it.
  private static func cells(_ columns: Int, _ rows: Int, _ width: (String) -> Int) -> CellPicture {
    let (high, wide) = (16 * rows, 8 * columns)
    let pixels = (0..<high * wide).flatMap { $0 % wide < wide / 2 ? [255, 0, 0] : [255, 255, 255] as [UInt8] }
    let texts = [
      CellPicture.Text("0.25", column: 2, row: 1, color: 0), .init("λ = 7", column: 60, row: 2, color: 0x1F2328),
      .init("漢字 x", column: 70, row: 3, color: 0x1F2328),
    ]
    #expect(width("漢字") == 4)
    return CellPicture(columns: columns, rows: rows, pixels: pixels, texts: texts)
  }

  @Test("sixels are drawn")
  func draws() throws {
    let sixels = try #require(text("auto", Self.png, answer: Self.sixel))
    #expect(sixels.hasPrefix("\u{1B}P") && sixels.hasSuffix("\u{1B}\\\n"))
    #expect(text("sixel", Array(Self.png.prefix(1000))) == nil, "a damaged file")
  }

  @Test("where there are letters alone, texts are letters on the color of their cell, and marks are blocks")
  func letters() throws {
    let blocks = try #require(text("blocks", Self.png))
    var screen = TerminalScreen(columns: 80, rows: 24)
    screen.show(blocks.replacing("\n", with: "\r\n").utf8)
    let lines = screen.text.split(separator: "\n", omittingEmptySubsequences: false)
    #expect(lines.count == 21 && lines.allSatisfy { $0.count <= 79 })
    #expect(lines[1].contains("  0.25") && lines[2].contains("λ = 7") && lines[3].contains("漢字 x"))
    #expect(blocks.contains("\u{1B}[38;2;") && blocks.contains("255;0;0"))
    let before = try #require(blocks.range(of: "0.25")).lowerBound
    #expect(
      blocks[..<before].suffix(40).contains("48;2;255;0;0"),
      "black on red: \(blocks[..<before].suffix(40).debugDescription)")
  }

  @Test("nothing is shown where it is off, where nobody may ask, where there is no terminal, and of what is no picture")
  func showsNothing() {
    #expect(text("off", Self.png, answer: Self.kitty) == nil)
    #expect(text("auto", Self.png) == nil)
    #expect(text("kitty", Self.png, width: nil) == nil)
    #expect(text("kitty", Array("<svg/>".utf8)) == nil && text("kitty", nil) == nil)
  }

  @Test("the terminal is asked once")
  func asksOnce() {
    nonisolated(unsafe) var asked = 0
    let display = PictureDisplay(abilities: TerminalAbilities(width: 80), variable: { _ in nil }) {
      asked += 1
      return replies(Self.kitty)
    }
    for _ in 0..<3 { #expect(display.shown(ShownFigure { Self.png }, setting: "auto") != nil) }
    #expect(asked == 1)
  }
}
