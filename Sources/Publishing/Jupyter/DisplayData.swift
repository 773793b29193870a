import Bytes
import Language

/// What Jupyter gets of a value: the same in several forms by their MIME types, of which a client shows the best that it
/// knows.
public struct DisplayData {
  /// The forms: a text, the lines of one, or letters for bytes.
  public private(set) var data: [(type: String, value: Value)]
  /// What is to be known of a form, such as a picture's size.
  public private(set) var metadata: [(type: String, value: Value)] = []

  /// The most bytes of a drawing that is shown as one; browsers are slow with more.
  private static let largestDrawing = 500_000

  /// Words alone.
  public init(_ text: String) { data = [("text/plain", .text(text))] }

  /// Words in Markdown.
  public init(markdown: String) {
    self.init(markdown)
    data.append(("text/markdown", .text(markdown)))
  }

  /// A table; `text` is the same for clients without HTML.
  public init(_ table: Table, text: String, mostRows: Int?) {
    self.init(text)
    data.append(("text/html", .text(TableElement.of(table.joined, mostRows: mostRows).html)))
  }

  /// A figure; `text` says in words where it is.
  ///
  /// - Parameters:
  ///   - svg: the same as a drawing.
  ///   - points: the figure's points, which can then be looked at one by one.
  public init(png: [UInt8]?, svg: [UInt8]? = nil, points: String? = nil, name: String, text: String) {
    self.init(text)
    let picture = png.flatMap(EmbeddedPicture.init)
    if let picture {
      data.append(("image/png", .text(Base64.encoded(picture.bytes))))
      if let size = picture.size {
        let sides = [("width", size.width), ("height", size.height)].map { ($0.0, Value.number(Double($0.1))) }
        metadata.append(("image/png", .object(sides)))
      }
    }
    if let points {
      data.append(("text/html", .text(ScatterFrame(points, named: name, instead: picture).html)))
    } else if let svg, svg.count <= Self.largestDrawing {
      // JupyterLab cuts a drawing off where it is wider than the page. This is shown in its place, and becomes smaller there.
      let source = "data:image/svg+xml;base64," + Base64.encoded(svg)
      let image = Element("img", [("src", source), ("alt", name), ("style", "max-width:100%")])
      data.append(("text/html", .text(image.html)))
      data.append(("image/svg+xml", .text(Self.fittingItsPlace(svg))))
    }
  }

  /// A drawing that becomes smaller if there is less room, as pictures do.
  private static func fittingItsPlace(_ svg: [UInt8]) -> String {
    let text = String(decoding: svg, as: UTF8.self)
    guard let start = text.firstRange(of: "<svg ") else { return text }
    return String(text[..<start.lowerBound]) + "<svg style=\"max-width:100%;height:auto\" " + text[start.upperBound...]
  }
}
