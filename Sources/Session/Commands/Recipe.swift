import Data
import Language

#if canImport(Glibc)
  import Glibc
#endif

/// Options of `train` that are known to work together.
struct Recipe {
  /// Its name.
  let name: String
  /// How many epochs of a model's life it takes.
  let epochs: Int
  private let options: [(name: String, numbers: [Double])]

  /// What `best` takes for vectors, however many there are.
  private static let steps = 1500

  /// The recipe of that name for examples of a shape and K components; nil where there is none.
  ///
  /// `paper` is the paper's objective, nothing beside it. `best` is what finds the classes best, and knows no more of labels
  /// than how many there are: for images it uses that small affine changes keep what they show, for vectors that neighbors
  /// are alike; points in the plane need no more than the minimum information constraint. Where there are more components than
  /// classes, consistency sees as many groups of components as there are classes.
  /// - Parameter count: how many examples there are to train on.
  init?(_ name: String, shape: ExampleShape, count: Int, components: Int, classes: Int) {
    let isGrouped = classes > 1 && components > classes
    let groups: [(String, [Double])] = isGrouped ? [("groups", [Double(classes)])] : []
    self.name = name
    switch (name, shape) {
    case ("paper", _):
      epochs = 40
      options = [("rate", [1e-3]), ("batch", [100])]
    case ("best", .image):
      epochs = 10
      options =
        [
          ("rate", [2e-3]), ("batch", [250]), ("consistency", isGrouped ? [50] : [50, 150, 3, 3]),
          ("entropy", [0.1, 0.5, 3, 3]), ("temperature", [isGrouped ? 3 : 2]), ("distortion", [1.25]), ("first", [3]),
          ("early", [0.1]), ("cosine", [10]),
          ("restarts", [3]), ("trial", [3]),
        ] + groups
    case ("best", .vector(let size)) where size <= 2:
      epochs = 60
      options = [("rate", [1e-3]), ("batch", [200]), ("lambda", [(72 * log(Double(components))).rounded() / 100])]
    case ("best", .vector):
      let batch = min(250, max(25, count / 4))
      epochs = max(5, (Self.steps * batch + count - 1) / max(count, 1))
      options = [
        ("rate", [1e-3]), ("batch", [Double(batch)]), ("neighbors", [50]), ("partition", [10]),
        ("first", [Double((epochs + 4) / 5)]), ("cosine", [Double(epochs)]),
      ]
    default: return nil
    }
  }

  /// The command with the recipe's options where it names none, for a model that has been trained for `age` epochs. The rate
  /// falls until the last of the epochs that the command names, where these are more than the recipe's. A model that has been
  /// trained, or is trained for so many steps or minutes, gets no restarts.
  func completing(_ invocation: Invocation, age: Int) -> Invocation {
    var completed = invocation
    completed.arguments["recipe"] = nil
    let end = Double(age + (invocation.integer("epochs") ?? 0))
    let countsEpochs = ["steps", "minutes"].allSatisfy { invocation.arguments[$0] == nil }
    for (name, numbers) in options where invocation.arguments[name] == nil {
      if ["restarts", "trial"].contains(name), age > 0 || !countsEpochs { continue }
      let values = numbers.map { Value.number(name == "cosine" ? max($0, end) : $0) }
      completed.arguments[name] = values.count > 1 ? .list(values) : values[0]
    }
    if countsEpochs, invocation.arguments["epochs"] == nil {
      completed.arguments["epochs"] = .number(Double(epochs - age))
    }
    return completed
  }
}

extension Session {
  /// The command that stands behind a recipe, which the person is told; the same where none is named.
  func spelledOut(_ invocation: Invocation, for loaded: LoadedModel, _ dataset: Dataset) throws(CommandError)
    -> Invocation
  {
    guard let name = invocation.text("recipe"),
      let recipe = Recipe(
        name, shape: dataset.train.shape, count: dataset.train.count, components: loaded.specification.components,
        classes: dataset.classes.count)
    else { return invocation }
    let completed = recipe.completing(invocation, age: loaded.model.position.epoch)
    if let epochs = completed.integer("epochs"), epochs < 1 {
      throw CommandError(
        "the \(recipe.epochs) epochs of the recipe are complete", argument: "recipe",
        hint: "make a new model, or name how long to train: train 5 epochs")
    }
    if let text = completed.statement { environment.note("recipe \(recipe.name): \(text)") }
    return completed
  }
}
