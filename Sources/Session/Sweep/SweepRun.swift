import Language

/// One run of a sweep: a setting and a seed.
struct SweepRun {
  let number: Int
  let setting: [(name: String, value: Value)]
  let seed: UInt64
  /// What its files are called, without their endings.
  let base: String

  var script: String { base + ".gmv" }
  var log: String { base + ".log" }
  var model: String { base + ".safetensors" }

  /// `lambda = 1.5, components = 8`; empty without settings.
  var settingText: String { setting.map { "\($0.name) = \($0.value.text)" }.joined(separator: ", ") }

  /// The setting with the seed.
  var title: String { (setting.isEmpty ? "" : settingText + ", ") + "seed \(seed)" }

  /// All runs in their order: setting by setting, seed by seed.
  static func all(_ plan: SweepPlan, seeds: [UInt64], folder: String) -> [SweepRun] {
    let settings = plan.settings.map { values in zip(plan.axes, values).map { (name: $0.name, value: $1) } }
    let pairs = settings.flatMap { setting in seeds.map { (setting, $0) } }
    let digits = max(3, String(pairs.count).count)
    return pairs.enumerated().map { index, pair in
      let number = String(index + 1)
      let name = String(repeating: "0", count: digits - number.count) + number
      return SweepRun(number: index + 1, setting: pair.0, seed: pair.1, base: "\(folder)/\(name)")
    }
  }
}
