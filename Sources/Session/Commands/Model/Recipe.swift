import Data
import Language

#if canImport(Glibc)
  import Glibc
#endif

/// Options of `train` that are known to work together.
struct Recipe {
  /// How long a training goes on of which nobody says how long.
  enum Length {
    /// Epochs of a model's life.
    case epochs(Int)
    /// Until the ELBO has not risen for so many epochs, at most so many minutes.
    case patience(epochs: Int, minutes: Double)
  }

  /// Its name; nil for what stands if none is named.
  let name: String?
  /// How long it goes on.
  let length: Length
  private let options: [(name: String, numbers: [Double])]

  /// What `best` takes for vectors, however many there are.
  private static let steps = 1500
  /// Where the ELBO has not risen in so many steps, it is thought not to rise any more.
  private static let patientSteps = 500
  /// The budget of a training of which nobody says how long.
  private static let minutes = 5.0
  /// A graph of more examples' neighbors takes longer than the training.
  private static let mostNeighbors = 50_000

  /// The recipe of that name for examples of a shape and K components; nil if there is none.
  ///
  /// `paper` is the paper's objective, nothing beside it. `best` is what finds the classes best, and knows no more of labels
  /// than how many there are: for images it uses that small affine changes keep what they show, for vectors that neighbors
  /// are alike; points in the plane need no more than the minimum information constraint. If there are more components than
  /// classes, consistency sees as many groups of components as there are classes.
  /// - Parameter count: how many examples there are to train on.
  init?(_ name: String, shape: ExampleShape, count: Int, components: Int, classes: Int) {
    let isGrouped = classes > 1 && components > classes
    let groups: [(String, [Double])] = isGrouped ? [("groups", [Double(classes)])] : []
    self.name = name
    switch (name, shape) {
    case ("paper", _):
      length = .epochs(40)
      options = [("rate", [1e-3]), ("batch", [100])]
    case ("best", .image):
      length = .epochs(10)
      options =
        [
          ("rate", [2e-3]), ("batch", [250]), ("consistency", isGrouped ? [50] : [50, 150, 3, 3]),
          ("entropy", [0.1, 0.5, 3, 3]), ("temperature", [isGrouped ? 3 : 2]), ("distortion", [1.25]), ("first", [3]),
          ("early", [0.1]), ("cosine", [10]),
          ("restarts", [3]), ("trial", [3]),
        ] + groups
    case ("best", .vector(let size)) where size <= 2:
      length = .epochs(60)
      options = [("rate", [1e-3]), ("batch", [200]), ("lambda", [Self.constraint(components)])]
    case ("best", .vector):
      let batch = Self.batch(count), epochs = max(5, Self.epochs(of: Self.steps, batch, count))
      length = .epochs(epochs)
      options = Self.neighborly(batch, first: (epochs + 4) / 5) + [("cosine", [Double(epochs)])]
    default: return nil
    }
  }

  /// What stands where no recipe is named and nobody says how long to train: vectors start from a partition of their neighbors,
  /// points in the plane are held by the minimum information constraint, and images need neither.
  /// - Parameter batch: the batch of the model's preset.
  init(for shape: ExampleShape, count: Int, components: Int, batch preset: Int) {
    var batch = min(preset, max(count, 1))
    switch shape {
    case .vector(let size) where size <= 2:
      options = [("rate", [1e-3]), ("batch", [Double(batch)]), ("lambda", [Self.constraint(components)])]
    case .vector where count > 1 && count <= Self.mostNeighbors:
      batch = Self.batch(count)
      options = Self.neighborly(batch, first: max(1, Self.epochs(of: Self.steps / 5, batch, count)))
    case .vector, .image: options = [("rate", [1e-3]), ("batch", [Double(batch)])]
    }
    name = nil
    length = .patience(epochs: max(2, Self.epochs(of: Self.patientSteps, batch, count)), minutes: Self.minutes)
  }

  private static func neighborly(_ batch: Int, first: Int) -> [(name: String, numbers: [Double])] {
    [
      ("rate", [1e-3]), ("batch", [Double(batch)]), ("neighbors", [50]), ("partition", [10]),
      ("first", [Double(first)]),
    ]
  }

  /// λ for K components.
  private static func constraint(_ components: Int) -> Double { (72 * log(Double(components))).rounded() / 100 }

  private static func batch(_ count: Int) -> Int { min(250, max(25, count / 4)) }

  private static func epochs(of steps: Int, _ batch: Int, _ count: Int) -> Int {
    (steps * batch + count - 1) / max(count, 1)
  }

  /// The command with the recipe's options where it names none, for a model that has been trained for `age` epochs. The rate
  /// falls until the last of the epochs that the command names, if these are more than the recipe's. A model that has been
  /// trained, or is trained for so many steps or minutes, gets no restarts.
  func completing(_ call: Call, age: Int) -> Call {
    var completed = call
    completed.arguments["recipe"] = nil
    let end = Double(age + (call[Train.epochs] ?? 0))
    let countsEpochs = call[Train.steps] == nil && call[Train.minutes] == nil
    for (name, numbers) in options where call.arguments[name] == nil {
      if ["restarts", "trial"].contains(name), age > 0 || !countsEpochs { continue }
      let values = numbers.map { Value.number(name == "cosine" ? max($0, end) : $0) }
      completed.arguments[name] = values.count > 1 ? .list(values) : values[0]
    }
    guard !call.saysHowLong else { return completed }
    switch length {
    case .epochs(let count): completed.arguments["epochs"] = .number(Double(count - age))
    case .patience(let epochs, let minutes):
      completed.arguments["minutes"] = .number(minutes)
      if completed.arguments["patience"] == nil { completed.arguments["patience"] = .number(Double(epochs)) }
    }
    return completed
  }
}

extension Call {
  /// Whether it names epochs, steps or minutes.
  fileprivate var saysHowLong: Bool {
    self[Train.epochs] != nil || self[Train.steps] != nil || self[Train.minutes] != nil
  }
}

extension Train {
  /// The command that stands behind a recipe or behind a training of which nobody says how long, which the person is told;
  /// the same if neither is so.
  static func spelledOut(_ call: Call, for loaded: LoadedModel, _ dataset: Dataset, in session: Session)
    throws(CommandError) -> Call
  {
    guard let recipe = Self.recipe(call, for: loaded, dataset) else { return call }
    let completed = recipe.completing(call, age: loaded.model.position.epoch)
    if case .epochs(let epochs) = recipe.length, let left = completed[Train.epochs], left < 1 {
      throw CommandError(
        "the \(epochs) epochs of the recipe are complete", argument: "recipe",
        hint: "make a new model, or name how long to train: train 5 epochs")
    }
    if let text = completed.statement {
      session.environment.note(recipe.name.map { "recipe \($0): \(text)" } ?? "until the ELBO rises no more: \(text)")
    }
    return completed
  }

  private static func recipe(_ call: Call, for loaded: LoadedModel, _ dataset: Dataset) -> Recipe? {
    let shape = dataset.train.shape, count = dataset.train.count, components = loaded.specification.components
    guard let name = call[Train.recipe] else {
      return call.saysHowLong
        ? nil : Recipe(for: shape, count: count, components: components, batch: loaded.preset.defaultBatch)
    }
    return Recipe(name, shape: shape, count: count, components: components, classes: dataset.classes.count)
  }
}
