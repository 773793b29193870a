import Testing

@testable import Publishing

@Suite("Formulas")
struct MathTests {
  private func math(_ text: String) -> String {
    let html = MathReader.element(text, isDisplay: false).html
    return String(html.dropFirst("<math><mrow>".count).dropLast("</mrow></math>".count))
  }

  @Test(
    "are set as LaTeX means them",
    arguments: [
      ("x_i^2", "<msubsup><mi>x</mi><mi>i</mi><mn>2</mn></msubsup>"), ("a'", "<msup><mi>a</mi><mo>′</mo></msup>"),
      ("10^{-3.5}", "<msup><mn>10</mn><mrow><mo>−</mo><mn>3.5</mn></mrow></msup>"),
      ("\\sqrt[3]{x}", "<mroot><mi>x</mi><mrow><mn>3</mn></mrow></mroot>"), ("\\sqrt 2", "<msqrt><mn>2</mn></msqrt>"),
      (
        "\\sum_{k=1}^K", "<munderover><mo>∑</mo><mrow><mi>k</mi><mo>=</mo><mn>1</mn></mrow><mi>K</mi></munderover>"
      ),
      (
        "\\mathcal{L}\\mathbb{E}\\mathbf{x}",
        "<mi mathvariant=\"normal\">ℒ</mi><mi mathvariant=\"normal\">𝔼</mi><mi mathvariant=\"normal\">𝐱</mi>"
      ),
      (
        "\\left(x\\right.", "<mrow><mo fence=\"true\" stretchy=\"true\">(</mo><mi>x</mi><mrow></mrow></mrow>"
      ), ("\\hat{y}", "<mover accent=\"true\"><mi>y</mi><mo>^</mo></mover>"),
      ("p(z\\mid x)", "<mi>p</mi><mo>(</mo><mi>z</mi><mo>∣</mo><mi>x</mi><mo>)</mo>"),
      ("\\mathrm{KL} \\| q", "<mi mathvariant=\"normal\">KL</mi><mo>‖</mo><mi>q</mi>"),
      (
        "\\begin{cases}a&b\\\\c\\end{cases}",
        "<mrow><mo fence=\"true\" stretchy=\"true\">{</mo><mtable columnalign=\"left\"><mtr><mtd><mi>a</mi></mtd><mtd><mi>b</mi></mtd></mtr><mtr><mtd><mi>c</mi></mtd></mtr></mtable><mrow></mrow></mrow>"
      ),
      ("\\foo<", "<mtext>\\foo</mtext><mo>&lt;</mo>"),
    ])
  func structures(text: String, expected: String) { #expect(math(text) == expected) }

  @Test(
    "end, whatever is wrong with them",
    arguments: [
      "{{{", "}}}", "\\", "\\left", "\\left(", "\\right)", "\\begin", "\\begin{cases}", "\\end{a}", "\\frac", "^", "_^",
      "a_",
      "\\sqrt[", "\\text{a", "&", "\\\\", "x^y^z", "\\mathcal", "\\hat", String(repeating: "{", count: 10_000),
      String(repeating: "\\sqrt", count: 2000), String(repeating: "\\left(", count: 2000),
      String(repeating: "\\begin{cases}", count: 2000), String(repeating: "^\\hat", count: 2000),
    ])
  func damaged(text: String) { #expect(math(text).count < 100 * text.count + 1000) }

  @Test("are found in Markdown, where they are, and come back as they were written")
  func spans() {
    let spans = MathSpans("a $x$ b $$y$$ \\$ 3$ `$z$` $ w $ $5 or 6$7")
    #expect(spans.written(spans.marked) == "a $x$ b $$y$$ \\$ 3$ `$z$` $ w $ $5 or 6$7")
    #expect(
      spans.pieces(of: spans.marked).compactMap { if case .formula(let formula) = $0 { formula.written } else { nil } }
        == ["$x$", "$$y$$"])
    #expect(MathSpans("\u{E000}0\u{E001} $a$").pieces(of: "\u{E000}7\u{E001}") == [.text("\u{E000}7\u{E001}")])
  }
}
