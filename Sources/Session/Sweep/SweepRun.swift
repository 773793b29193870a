import Bytes
import Language

/// One run of a sweep: a setting and a seed, and the statements that it is made of.
///
/// Its files are named for all that its result depends on. So a model that is there is the result of this run and no
/// other's, a sweep with more seeds or values finds the runs that it shares with an earlier one, and one of another block,
/// start or data never takes these for its own.
struct SweepRun {
  let number: Int
  let setting: [(name: String, value: Value)]
  let seed: UInt64
  /// What brings the data and the seed; then the model that it goes on from is opened.
  let preparation: [String]
  /// The block with its variables. Neither here nor before stand machinery and places of the sweep's own files.
  let statements: [String]
  let files: RunFiles

  var script: String { files.script }
  var model: String { files.model }

  /// Counted up when runs come to mean something else.
  private static let format = 1

  init(
    number: Int, setting: [(name: String, value: Value)], seed: UInt64, preparation: [String], statements: [String],
    start: SweepStart?, folder: String
  ) {
    self.number = number
    self.setting = setting
    self.seed = seed
    self.preparation = preparation + ["seed \(seed)"]
    self.statements = statements
    var hash = SHA256()
    let identity =
      ["sweep \(Self.format)", Session.version, ProgramBuild.name, start?.identity ?? ""] + self.preparation
      + statements
    hash.update(Array(identity.joined(separator: "\n").utf8))
    let values = setting.map { $0.value.slug + "-" }.joined()
    files = RunFiles(base: "\(folder)/\(values)seed\(seed)-\(hash.hexDigits().prefix(12))")
  }

  /// `lambda = 1.5, components = 8`; empty without settings.
  var settingText: String { setting.map { "\($0.name) = \($0.value.quotedText)" }.joined(separator: ", ") }

  /// The setting with the seed.
  var title: String { (setting.isEmpty ? "" : settingText + ", ") + "seed \(seed)" }
}

extension Value {
  /// The value as a part of a file's name: letters, digits, points and signs of its text, the first of them.
  fileprivate var slug: String {
    let parts = text.prefix(100).split { !$0.isLetter && !$0.isNumber && $0 != "." && $0 != "-" }
    return String(parts.joined(separator: "_").prefix(16))
  }
}
