import Archive
import Bytes
import Glibc
import Language
import Model
import Plot
import Training

/// What follows a training beside its progress: a log of its numbers, and a figure that is drawn after each epoch.
struct Followers {
  let log: TrainingLog?
  let watcher: Watcher?

  func epochEnded(_ record: EpochRecord) {
    log?.add(record)
    watcher?.epochEnded()
  }

  func batchEnded(_ report: BatchReport) { log?.secondsLeft = report.secondsLeft }
}

/// Where the numbers of each epoch go beside the session, as `log=` or `set log` says: a table (.csv), lines of JSON
/// (.jsonl), or a folder that TensorBoard shows.
final class TrainingLog {
  private enum Form {
    case table, lines, events
  }

  private let path: String
  private let form: Form
  private let files: FileDoor
  private let note: (String) -> Void
  private var hasFailed = false
  /// The time that the training still takes, as far as is known.
  var secondsLeft: Double?

  /// The log of a training that begins; nil if none is to be kept.
  ///
  /// - Throws: `CommandError` if it may not be written.
  init?(_ call: Call, in session: Session) throws {
    let place = call[Train.log] ?? session.settings[.log].text
    guard place != Setting.log.standard.text else { return nil }
    files = session.files
    note = session.environment.note
    switch place.split(separator: ".").last?.lowercased() {
    case "csv": form = .table
    case "jsonl": form = .lines
    default: form = .events
    }
    path = form == .events ? "\(place)/events.out.tfevents.\(Int(Clock.sinceEpoch)).\(getpid())" : place
    guard !files.hasWritten(path) else { return }
    let argument = call[Train.log] == nil ? "file" : Train.log.declaration.name
    try files.checkMayReplace(path, force: call.force, argument: argument)
    try files.write(to: path, force: call.force, argument: argument) { try $0.append(self.beginning) }
  }

  /// What a new file begins with.
  private var beginning: [UInt8] {
    switch form {
    case .table: Array((Self.columns.joined(separator: ",") + "\r\n").utf8)
    case .lines: []
    case .events: EventRecord.version(time: Clock.sinceEpoch)
    }
  }

  /// Adds an epoch. A failure is told once and ends no training.
  func add(_ record: EpochRecord) {
    let scalars = Self.scalars(of: record)
    switch form {
    case .table:
      let values = Dictionary(scalars.map { ($0.tag, NumberText.exact($0.value)) }) { first, _ in first }
      append(Array((Self.columns.map { values[$0] ?? "" }.joined(separator: ",") + "\r\n").utf8))
    case .lines:
      let times = [("clock", Value.text(Clock.timestamp))] + (secondsLeft.map { [("seconds_left", .number($0))] } ?? [])
      let numbers = scalars.map { ($0.tag, Value.number($0.value)) }
      append(Array((JSONPrinter.text(of: .object(times + numbers)) + "\n").utf8))
    case .events:
      append(EventRecord.scalars(scalars.filter { $0.tag != "epoch" }, step: record.epoch, time: Clock.sinceEpoch))
    }
  }

  /// Adds a figure as it is after an epoch, where the log can keep it.
  func add(_ figure: Figure, named name: String, epoch: Int) {
    guard form == .events, !hasFailed else { return }
    do {
      let picture = try Renderer.picture(figure, scale: 0.5)
      let kept = EventRecord.Picture(
        tag: "figures/" + name, png: try picture.png(), width: picture.width, height: picture.height)
      append(EventRecord.picture(kept, step: epoch, time: Clock.sinceEpoch))
    } catch {
      fail("\(error)")
    }
  }

  private func append(_ bytes: [UInt8]) {
    guard !hasFailed else { return }
    do throws(CommandError) {
      try files.append(bytes, to: path, argument: "file")
    } catch {
      fail(error.message)
    }
  }

  private func fail(_ reason: String) {
    hasFailed = true
    note("the log '\(path)' can no longer be written, training goes on: \(reason)")
  }

  /// The numbers of an epoch by name.
  private static func scalars(of record: EpochRecord) -> [(tag: String, value: Double)] {
    func terms(_ share: String, _ terms: Terms?) -> [(String, Double)] {
      terms.map { [("\(share)/elbo", $0.elbo)] + $0.named.map { ("\(share)/\($0.name)", $0.value) } } ?? []
    }
    let metrics = record.metrics.map { zip(ClusterMetrics.names, $0.values).map { ("metrics/" + $0, $1) } } ?? []
    return [("epoch", Double(record.epoch)), ("seconds", record.seconds)] + terms("train", record.train)
      + terms("test", record.test) + (record.consistency.map { [("train/consistency", $0)] } ?? []) + metrics
  }

  private static let columns: [String] = {
    let terms = ["elbo"] + Terms().named.map(\.name)
    return ["epoch", "seconds"] + terms.map { "train/" + $0 } + terms.map { "test/" + $0 } + ["train/consistency"]
      + ClusterMetrics.names.map { "metrics/" + $0 }
  }()
}
