import Data
import Language
import Model
import Plot

#if canImport(Glibc)
  import Glibc
#endif

/// `plot responsibilities`: p(z|y), bars for chosen examples beside their pictures, or a histogram of its entropy.
struct PlotResponsibilities: FigureCommand {
  enum Subject: String, CaseIterable { case examples, entropy }

  static let examples = Parameter(
    "examples", .chosen, otherwise: "all, as a histogram",
    "how many examples (one number), or which (a list, a range, several numbers), counted from 0")
  static let of = Option(
    "of", .word as ValueKind<Subject>, otherwise: "entropy if no examples are chosen",
    "bars for each example, or the histogram of the entropy")

  let declaration = CommandDeclaration(
    "plot responsibilities", [Self.examples, Self.of, Share.key] + FigureKeys.all,
    summary: "how sure the model is of the components: p(z|y)",
    details: """
      Bars beside the pictures of chosen examples, and a histogram of the entropy of p(z|y) over all examples, which is \
      drawn alone if none are chosen: 0 if one component is certain, log K if all are alike.
      """,
    needs: [.data, .model], returns: "a figure; its responsibilities are a table: example, p0, p1, …, entropy",
    examples: [
      "plot responsibilities", "plot responsibilities 6", "plot responsibilities [3, 17, 42]",
      "plot responsibilities of=examples on=train",
    ], output: .examples)

  func draw(_ call: Call, in session: Session) throws -> Drawing {
    let (dataset, loaded) = try session.requireBoth()
    let share = try Share.asked(by: call, of: dataset)
    let examples = share.examples(of: dataset)
    let chosen = try call[Self.examples]?.indices(of: examples, share, dataset, form: "plot responsibilities")
    let encoding = try loaded.encoding(of: share, in: dataset, id: session.state.data.id)
    let isEntropy = call[Self.of].map { $0 == .entropy } ?? (chosen == nil)
    let indices = chosen ?? Array(0..<(isEntropy ? examples.count : min(8, examples.count)))
    guard isEntropy || indices.count <= PlotResponsibilities.mostExamples else {
      throw CommandError(
        "\(indices.count) examples are more than one figure shows", argument: "examples",
        hint:
          "choose up to \(PlotResponsibilities.mostExamples), or see how sure the components are: plot responsibilities of=entropy"
      )
    }
    let figure =
      isEntropy
      ? Figure(
        title: "Entropy of the responsibilities",
        panels: [.chart(Self.entropyChart(encoding, of: indices, share, in: session))])
      : Self.responsibilityFigure(encoding, indices, share, dataset, in: session)
    return Drawing(
      figure, named: isEntropy ? "entropy" : "responsibilities", fields: [Self.field(encoding, indices, in: session)])
  }
}

extension PlotResponsibilities {
  fileprivate static let mostExamples = 40

  /// A field `responsibilities` with a row for each example.
  fileprivate static func field(_ encoding: Encoding, _ indices: [Int], in session: Session) -> Record.Field {
    let counted = session.state.models.current?.counted ?? []
    let rows = indices.map { index in
      let p = encoding.responsibilities(of: index)
      return ([Double(index)] + counted.map { p[$0] } + [PlotPosterior.entropy(p)]).map(Value.number)
    }
    let columns = ["example"] + counted.map { "p\($0)" } + ["entropy"]
    let table = Table(title: "responsibilities", columns: columns.map { .init($0) }, rows: rows)
    return .init("responsibilities", .table(table))
  }

  /// A histogram of the entropies of examples, with a dot for each of some.
  fileprivate static func entropyChart(
    _ encoding: Encoding, of indices: [Int], _ share: Share, dots: [Int] = [], in session: Session
  ) -> Chart {
    func entropies(_ indices: [Int]) -> [Double] {
      indices.map { PlotPosterior.entropy(encoding.responsibilities(of: $0)) }
    }
    let largest = log(Double(max(2, session.state.models.current?.counted.count ?? encoding.components)))
    let mark = Points(
      x: entropies(dots), y: dots.map { _ in 0.0 }, coloring: .single(.text), size: 4, opacity: 1)
    return Chart(
      xAxis: Axis("entropy of p(z|y) in nats"), yAxis: Axis("\(share.rawValue) examples"),
      marks: [
        .histogram(Histogram(entropies(indices), lower: 0, upper: largest, bins: 40, ink: .muted)),
        .reference(
          ReferenceLine(.vertical, at: largest, label: "log K = \(NumberText.short((100 * largest).rounded() / 100))")),
        .points(mark),
      ])
  }

  /// Examples in one or two columns, each with its picture if it has one, and last all examples' entropies.
  fileprivate static func responsibilityFigure(
    _ encoding: Encoding, _ indices: [Int], _ share: Share, _ dataset: Dataset, in session: Session
  ) -> Figure {
    let examples = share.examples(of: dataset)
    let columns = indices.count > 4 ? 2 : 1
    var panels = indices.enumerated().flatMap { place, index -> [Panel] in
      let chart = responsibilityChart(
        encoding.responsibilities(of: index), title: title(of: index, examples, dataset.classes),
        isLowest: place + columns >= indices.count, in: session)
      return pictures(of: index, examples) + [.chart(chart)]
    }
    var all = entropyChart(encoding, of: Array(0..<encoding.count), share, dots: indices, in: session)
    all.title = "all \(encoding.count) \(share.rawValue) examples, dots: those shown"
    all.yAxis.label = ""
    panels += (examples.shape.isImage ? [.pictures(PictureGrid(rows: []))] : []) + [.chart(all)]
    let rows = (indices.count + columns) / columns
    return Figure(
      title: "Responsibilities p(z|y)", panels: panels, columns: columns * (examples.shape.isImage ? 2 : 1),
      width: .inches(columns == 1 ? 4.5 : 7.5), height: .inches(0.9 + 0.95 * Double(rows)))
  }

  /// The example's picture, if it has one.
  fileprivate static func pictures(of index: Int, _ examples: Examples) -> [Panel] {
    guard let picture = Pictures.picture(examples.example(index), shape: examples.shape) else { return [] }
    return [.pictures(PictureGrid(rows: [PictureGrid.Row(pictures: [picture])]))]
  }

  fileprivate static func title(of index: Int, _ examples: Examples, _ classes: [String]) -> String {
    "example \(index)" + (examples.labels.map { $0[index] < 0 ? "" : ", label \(classes[$0[index]])" } ?? "")
  }

  /// A bar for each component in its color; only the lowest charts name the components.
  fileprivate static func responsibilityChart(
    _ responsibilities: [Double], title: String, isLowest: Bool, in session: Session
  ) -> Chart {
    let counted = session.state.models.current?.counted ?? Array(responsibilities.indices)
    let series = counted.map { component in
      Bars.Series(values: counted.map { $0 == component ? responsibilities[$0] : 0 }, ink: .category(component))
    }
    let names = counted.map(session.state.models.componentName)
    return Chart(
      title: title, xAxis: Axis(isLowest ? "component" : "", scale: .categories(names), isBare: !isLowest),
      yAxis: Axis(lower: 0, upper: 1), marks: [.bars(Bars(series, arrangement: .stacked))])
  }
}
