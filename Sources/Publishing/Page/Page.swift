import Bytes
import Language
import Notebook

/// A notebook as one page of HTML that needs nothing else: its pictures are in it, and it may load nothing.
public struct Page {
  /// The file.
  public let html: String
  /// The links to pictures that the page could not take in.
  public let missing: [String]

  /// - Parameters:
  ///   - name: the notebook's name, for a page that has no title.
  ///   - read: gives a file's bytes for its path from the notebook's folder; nil if it cannot be read.
  public init(_ notebook: Notebook, named name: String, read: @escaping (String) -> [UInt8]?) {
    let files = NotebookFiles(read)
    var writer = PageWriter(files)
    let body = notebook.parts.flatMap { Self.content($0, &writer) }
    let matter = (try? FrontMatter(of: notebook, named: name)) ?? FrontMatter.none
    let title = matter.title?.words ?? writer.headings.first { $0.level == 1 }?.text ?? name
    let main = Self.main(body, title, Self.settings(matter) + Self.contents(writer.headings), writer.headings)
    let program =
      writer.hasScatter ? PageResources.program : writer.hasTable || writer.hasFilm ? PageResources.smallProgram : nil
    let script = program.map { [Content.element("script", [], [.verbatim($0)])] } ?? []
    let page = Element(
      "html", [("lang", "en")],
      [Self.head(title, program), .element("body", [], [.element("main", [], main)] + script)])
    html = "<!DOCTYPE html>\n" + page.html + "\n"
    missing = files.missing
  }

  /// Whether a file is such a page, which another may take the place of.
  public static func isOne(_ bytes: [UInt8]) -> Bool {
    bytes.starts(with: "<!DOCTYPE html>\n<html lang=\"en\"><head>\(generator.html)".utf8)
  }

  private static let generator = Element("meta", [("name", "generator"), ("content", "gmvae")])

  private static func head(_ title: String, _ program: String?) -> Content {
    .element(
      "head", [],
      [
        .element(generator), .element("meta", [("charset", "utf-8")]),
        .element(
          "meta", [("http-equiv", "Content-Security-Policy"), ("content", ContentPolicy.text(program: program))]),
        .element("meta", [("name", "viewport"), ("content", "width=device-width, initial-scale=1")]),
        .element("meta", [("name", "color-scheme"), ("content", "light dark")]),
        .element(Element("title", text: title)),
        .element("style", [], [.verbatim(PageResources.style)]),
      ])
  }

  private static func content(_ part: Notebook.Part, _ writer: inout PageWriter) -> [Content] {
    switch part {
    case .prose(let bytes): return writer.content(String(decoding: bytes, as: UTF8.self))
    case .cell(let cell):
      var content = [CodeBlock.content(cell.text)]
      if cell.isStale {
        content.append(.element("p", class: "stale", [.text("The cell was changed after this output was stored.")]))
      }
      if let output = cell.output { content.append(.element("div", class: "results", writer.output(output.markdown))) }
      return [.element("section", class: "cell", content)]
    }
  }

  /// The body with what leads into it, which follows a heading that the body begins with. Where the body has no heading of
  /// the first level, the title is one.
  private static func main(
    _ body: [Content], _ title: String, _ lead: [Content], _ headings: [Heading]
  ) -> [Content] {
    if case .element(let element)? = body.first, element.name == "h1" {
      return body.prefix(1) + lead + body.dropFirst()
    }
    let hasHeading = headings.contains { $0.level == 1 }
    return (hasHeading ? [] : [.element(Element("h1", text: title))]) + lead + body
  }

  /// What the notebook was run with.
  private static func settings(_ matter: FrontMatter) -> [Content] {
    let entries = matter.parameters + [matter.seed, matter.threads].compactMap { $0 }
    guard !entries.isEmpty else { return [] }
    let items = entries.map { entry -> Content in
      .element("li", [], [.element("b", [], [.text(entry.name.text)]), .text(" " + entry.words)])
    }
    return [.element("ul", [("class", "settings"), ("aria-label", "Parameters")], items)]
  }

  /// Links to the sections, if there are some.
  private static func contents(_ headings: [Heading]) -> [Content] {
    let sections = headings.filter { $0.level == 2 }
    guard sections.count > 2 else { return [] }
    let items = sections.map { section -> Content in
      .element("li", [], [.element("a", [("href", "#" + section.id)], [.text(section.text)])])
    }
    return [.element("nav", [("aria-label", "Contents")], [.element("ul", [], items)])]
  }
}

/// The files that pages have in them.
enum PageResources {
  /// How every page looks.
  static let style = text(PackageResources.page_css) + text(PackageResources.scatter_css)

  /// What makes scatters such as can be walked in, tables such as can be sorted, and films such as can be stopped.
  static let program = [
    PackageResources.helpers_js, PackageResources.tables_js, PackageResources.films_js, PackageResources.points_js,
    PackageResources.coloring_js, PackageResources.selection_js, PackageResources.nearest_js, PackageResources.view_js,
    PackageResources.discs_js, PackageResources.dots_js, PackageResources.painter_js, PackageResources.pictures_js,
    PackageResources.card_js, PackageResources.profile_js, PackageResources.exports_js, PackageResources.panel_js,
    PackageResources.tools_js, PackageResources.pointers_js, PackageResources.scatter_js, PackageResources.start_js,
  ].map(text).joined()

  /// What a page needs that has no scatter.
  static let smallProgram = [
    PackageResources.helpers_js, PackageResources.tables_js, PackageResources.films_js, PackageResources.start_js,
  ].map(text).joined()

  private static func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }
}

/// What a browser lets a page do: show pictures that are in it, and use the style and the program that are in it.
enum ContentPolicy {
  /// The policy of a page.
  ///
  /// - Parameter program: the page's program; nil if it has none, and may run none.
  static func text(program: String?) -> String {
    let own = "default-src 'none'; img-src data:; style-src '\(hash(of: PageResources.style))'"
    return own + (program.map { "; script-src '\(hash(of: $0))'" } ?? "")
  }

  /// A source as the policy names it.
  static func hash(of text: String) -> String {
    var checksum = SHA256()
    checksum.update(Array(text.utf8))
    return "sha256-" + Base64.encoded(checksum.digest)
  }
}
