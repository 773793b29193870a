import Data
import Language
import Model
import Plot

#if canImport(Glibc)
  import Glibc
#endif

extension Session {
  private static let mostExamples = 40

  /// p(z|y): bars for chosen examples beside their pictures, or a histogram of its entropy.
  func plotResponsibilities(_ invocation: Invocation) throws -> Value {
    let (dataset, loaded) = try requireBoth()
    let share = Share(invocation)
    let examples = share.examples(of: dataset)
    let chosen = try chosenExamples(invocation, examples, share, form: "plot responsibilities")
    let encoding = try loaded.encoding(of: share, in: dataset, id: datasetID)
    let isEntropy = invocation.text("of").map { $0 == "entropy" } ?? (chosen == nil)
    let indices = chosen ?? Array(0..<(isEntropy ? examples.count : min(8, examples.count)))
    guard isEntropy || indices.count <= Self.mostExamples else {
      throw CommandError(
        "\(indices.count) examples are more than one figure shows", argument: "examples",
        hint: "choose up to \(Self.mostExamples), or see how sure the components are: plot responsibilities of=entropy")
    }
    let figure =
      isEntropy
      ? Figure(
        title: "Entropy of the responsibilities", panels: [.chart(entropyChart(encoding, of: indices, share))])
      : responsibilityFigure(encoding, indices, share, dataset)
    return try draw(
      figure, named: isEntropy ? "entropy" : "responsibilities", for: invocation, extra: [field(encoding, indices)])
  }

  /// A field `responsibilities` with a row for each example.
  private func field(_ encoding: Encoding, _ indices: [Int]) -> Record.Field {
    let rows = indices.map { index in
      let p = encoding.responsibilities(of: index)
      return ([Double(index)] + p + [entropy(p)]).map(Value.number)
    }
    let columns = ["example"] + (0..<encoding.components).map { "p\($0)" } + ["entropy"]
    let table = Table(title: "responsibilities", columns: columns.map { .init($0) }, rows: rows)
    return .init("responsibilities", .table(table))
  }

  /// A histogram of the entropies of examples, with a dot for each of some.
  private func entropyChart(_ encoding: Encoding, of indices: [Int], _ share: Share, dots: [Int] = []) -> Chart {
    func entropies(_ indices: [Int]) -> [Double] { indices.map { entropy(encoding.responsibilities(of: $0)) } }
    let largest = log(Double(max(2, encoding.components)))
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

  /// Examples in one or two columns, each with its picture where it has one, and last all examples' entropies.
  private func responsibilityFigure(
    _ encoding: Encoding, _ indices: [Int], _ share: Share, _ dataset: Dataset
  ) -> Figure {
    let examples = share.examples(of: dataset)
    let columns = indices.count > 4 ? 2 : 1
    var panels = indices.enumerated().flatMap { place, index -> [Panel] in
      let chart = responsibilityChart(
        encoding.responsibilities(of: index), title: title(of: index, examples, dataset.classes),
        isLowest: place + columns >= indices.count)
      return pictures(of: index, examples) + [.chart(chart)]
    }
    var all = entropyChart(encoding, of: Array(0..<encoding.count), share, dots: indices)
    all.title = "all \(encoding.count) \(share.rawValue) examples, dots: those shown"
    all.yAxis.label = ""
    panels += (examples.shape.isImage ? [.pictures(PictureGrid(rows: []))] : []) + [.chart(all)]
    let rows = (indices.count + columns) / columns
    return Figure(
      title: "Responsibilities p(z|y)", panels: panels, columns: columns * (examples.shape.isImage ? 2 : 1),
      width: .inches(columns == 1 ? 4.5 : 7.5), height: .inches(0.9 + 0.95 * Double(rows)))
  }

  /// The example's picture, where it has one.
  private func pictures(of index: Int, _ examples: Examples) -> [Panel] {
    guard let picture = Pictures.picture(examples.example(index), shape: examples.shape) else { return [] }
    return [.pictures(PictureGrid(rows: [PictureGrid.Row(pictures: [picture])]))]
  }

  private func title(of index: Int, _ examples: Examples, _ classes: [String]) -> String {
    "example \(index)" + (examples.labels.map { $0[index] < 0 ? "" : ", label \(classes[$0[index]])" } ?? "")
  }

  /// A bar for each component in its color; only the lowest charts name the components.
  private func responsibilityChart(_ responsibilities: [Double], title: String, isLowest: Bool) -> Chart {
    let series = responsibilities.indices.map { component in
      Bars.Series(
        values: responsibilities.indices.map { $0 == component ? responsibilities[$0] : 0 },
        ink: .category(component))
    }
    let names = responsibilities.indices.map(componentName)
    return Chart(
      title: title, xAxis: Axis(isLowest ? "component" : "", scale: .categories(names), isBare: !isLowest),
      yAxis: Axis(lower: 0, upper: 1), marks: [.bars(Bars(series, arrangement: .stacked))])
  }
}
