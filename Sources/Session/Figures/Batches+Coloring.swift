import Data
import Language
import Plot

extension Dataset {
  /// The batches of some of its examples. `argument` asked for them.
  func requireBatches(of examples: Examples, argument: String) throws(CommandError) -> Batches {
    guard let batches = examples.batches else {
      throw CommandError(
        "\(name) was loaded without batches", argument: argument, hint: "load it with batch=COLUMN, or describe data")
    }
    return batches
  }
}

extension Points.Coloring {
  /// Each of the shown examples in the color of its batch.
  static func batches(of examples: Examples, _ shown: [Int], _ dataset: Dataset) throws(CommandError) -> Self {
    let batches = try dataset.requireBatches(of: examples, argument: "color")
    return .categories(shown.map { Int(batches.codes[$0]) }, names: batches.names, title: batches.title)
  }
}
