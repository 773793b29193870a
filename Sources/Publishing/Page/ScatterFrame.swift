import Bytes

/// A figure's points as a page's program finds them.
enum PointsElement {
  /// `<` is written so that no text in them ends the element.
  static func content(_ points: String) -> Content {
    let isSafe = !points.utf8.contains(UInt8(ascii: "<"))
    let json = isSafe ? points : points.replacing("<", with: "\\u003c")
    return .element("script", [("type", "application/json")], [.verbatim(json)])
  }
}

/// A scatter that can be looked into, as an element of somebody else's page: in a frame of its own, which may load nothing
/// and reach nothing around it.
struct ScatterFrame {
  let html: String

  /// - Parameters:
  ///   - points: the figure's points, as Session writes them beside a notebook's picture.
  ///   - instead: what stands there where a client takes frames out, as Jupyter does in notebooks of others.
  init(_ points: String, named name: String, instead picture: EmbeddedPicture?) {
    let frame = Content.element(
      "iframe",
      [
        ("srcdoc", Self.page(points, name)), ("sandbox", "allow-scripts allow-downloads"), ("title", name),
        ("style", "border:0;width:100%;max-width:46rem;height:46rem"),
      ])
    let image = picture.map { picture -> [Content] in
      [.element("img", [("src", picture.dataURI), ("alt", name), ("hidden", nil), ("style", "max-width:46rem")])]
    }
    html = Element("div", [], [frame] + (image ?? [])).html
  }

  private static func page(_ points: String, _ name: String) -> String {
    let figure = Content.element("figure", class: "scatter", [PointsElement.content(points)])
    let head = Content.element(
      "head", [],
      [
        .element("meta", [("charset", "utf-8")]),
        .element(
          "meta",
          [
            ("http-equiv", "Content-Security-Policy"), ("content", ContentPolicy.text(program: PageResources.program)),
          ]),
        .element("meta", [("name", "color-scheme"), ("content", "light dark")]),
        .element(Element("title", text: name)), .element("style", [], [.verbatim(PageResources.style)]),
      ])
    let body = Content.element(
      "body", class: "frame", [figure, .element("script", [], [.verbatim(PageResources.program)])])
    return "<!DOCTYPE html>" + Element("html", [("lang", "en")], [head, body]).html
  }
}
