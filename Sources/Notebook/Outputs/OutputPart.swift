import Language

/// A piece of an output.
public enum OutputPart: Sendable, Equatable {
  /// Lines of text.
  case text(String)
  /// What a person noted.
  case prose(Prose)
  /// A figure or film: what it shows, and its path from the notebook's folder; and that of its points, if they are kept
  /// too.
  case figure(name: String, path: String, points: String? = nil)
  /// Another file that was written: its path from the notebook's folder.
  case file(path: String)

  /// A value as a notebook shows it, and below it the figures that a training drew; none if there is nothing to show.
  ///
  /// - Parameters:
  ///   - names: knows which figures the notebook can link to.
  ///   - text: the lines of other values.
  public static func parts(of value: Value, names: FigureNames, text: (Value) -> String) -> [OutputPart] {
    guard case .record(var record) = value else { return lines(value, text) }
    if let link = OutputPart(linkTo: record, names) { return [link] }
    if let prose = Prose(of: .record(record)) { return [.prose(prose)] }
    let links = record.fields.map { field in
      if case .record(let inner) = field.value { OutputPart(linkTo: inner, names) } else { nil as OutputPart? }
    }
    record.fields = zip(record.fields, links).filter { $0.1 == nil }.map(\.0)
    return lines(.record(record), text) + links.compactMap { $0 }
  }

  private static func lines(_ value: Value, _ text: (Value) -> String) -> [OutputPart] {
    let lines = text(value.withoutMachine)
    return lines.isEmpty ? [] : [.text(lines)]
  }

  /// Nil for what is no figure, film or file, or lies where the notebook cannot link to it.
  private init?(linkTo record: Record, _ names: FigureNames) {
    guard let path = record["path"]?.text else { return nil }
    switch record.kind {
    case "figure", "film":
      guard let link = names.link(toPicture: path) else { return nil }
      let points = record["points"].flatMap { names.link(toPoints: $0.text) }
      self = .figure(name: record["name"]?.text ?? record.kind, path: link, points: points)
    case "file":
      guard let link = names.link(to: path) else { return nil }
      self = .file(path: link)
    default: return nil
    }
  }

  /// The path of a figure's points from the notebook's folder, in the comment that follows the figure's link; nil for
  /// other comments.
  public static func points(inComment comment: String) -> String? { Marker.points(in: Array(comment.utf8)[...]) }

  /// The lines in Markdown.
  var lines: [String] {
    switch self {
    case .figure(let name, let path, let points):
      return ["![\(name)](\(path))"] + (points.map { [Marker.points($0)] } ?? [])
    case .prose(let prose): return prose.lines
    case .file(let path): return ["[\(path)](\(path))"]
    case .text(let text):
      let fence = Fence.around(text)
      let lines = text.split(omittingEmptySubsequences: false) { $0.isNewline }.map(String.init)
      return [fence + "output"] + lines + [fence]
    }
  }

  /// The parts with texts that follow one another as one; between longer ones stands a blank line.
  static func joined(_ parts: [OutputPart]) -> [OutputPart] {
    parts.reduce(into: []) { joined, part in
      if case .text(let next) = part, case .text(let text)? = joined.last {
        let areShort = !(text + next).contains(where: \.isNewline)
        joined[joined.count - 1] = .text(text + (areShort ? "\n" : "\n\n") + next)
      } else {
        joined.append(part)
      }
    }
  }
}

extension Value {
  /// The value without what differs from one run to the next: times, and what machine it was.
  var withoutMachine: Value {
    guard case .record(var record) = self else { return withoutTimes }
    record.fields.removeAll { $0.unit == "s" || ["threads", "instructions"].contains($0.name) }
    for index in record.fields.indices { record.fields[index].value = record.fields[index].value.withoutTimes }
    return .record(record)
  }

  /// A table without the columns of times.
  private var withoutTimes: Value {
    guard case .table(var table) = self else { return self }
    let kept = table.columns.indices.filter { !["s", "min"].contains(table.columns[$0].unit) }
    table.columns = kept.map { table.columns[$0] }
    table.rows = table.rows.map { row in kept.map { row[$0] } }
    return .table(table)
  }
}

/// The files beside the figures of a notebook with what their points are, which pages take in.
public enum FigurePoints {
  /// How each of them begins: it says whose it is.
  public static let beginning = "{\"software\":\"gmvae\""
}

extension Notebook {
  /// The figures, their points and the files that stored outputs link to, as the links stand there.
  public var links: [String] {
    cells.compactMap(\.output).flatMap { output in
      output.content.split(separator: UInt8(ascii: "\n")).compactMap {
        Self.link(in: $0.trimmed) ?? Marker.points(in: $0)
      }
    }
  }

  /// The target of a line that is a link or an image and nothing else.
  private static func link(in line: ArraySlice<UInt8>) -> String? {
    guard line.first == UInt8(ascii: "[") || line.starts(with: "![".utf8), line.last == UInt8(ascii: ")"),
      let middle = line.firstRange(of: Array("](".utf8))
    else { return nil }
    return String(decoding: line[middle.upperBound...].dropLast(), as: UTF8.self)
  }
}
