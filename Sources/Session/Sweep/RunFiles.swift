import Bytes
import Compute
import Files
import Language

/// The files of a run, which are called alike.
struct RunFiles: Equatable {
  /// What they are called, without their endings.
  let base: String

  var script: String { base + ".gmv" }
  var log: String { base + ".log" }
  var model: String { base + ".safetensors" }
  /// Where, when and how it was run: JSON.
  var record: String { base + ".json" }
  /// A line for each time that it failed.
  var failures: String { base + ".failed" }
  /// Held by who runs it.
  var lease: String { base + ".lock" }

  /// The name without the folder.
  var name: String { base.split(separator: "/").last.map(String.init) ?? base }

  /// The last statement of its script.
  var ending: String { Self.saving + "\(Value.text(model).written) force=true" }

  /// What that begins with.
  static let saving = "save model "
}

/// The program that is running.
enum ProgramBuild {
  /// What tells this program from others of the same version: the commit that a package was made of, or the checksum of
  /// the program's file.
  static let name: String = {
    if let commit = Engine.commit { return commit }
    guard let path = ProgramFile.path, let file = try? Opening.file(path, within: nil) else { return "unknown" }
    return SweepFolder.checksum(of: file).map { String($0.prefix(12)) } ?? "unknown"
  }()

  /// The line of a script that says which program it was written for.
  static let line = mark + name

  /// What that begins with.
  static let mark = "# build "
}

extension FileDoor {
  /// Removes the leases of complete runs whose holders were killed.
  func removeLeases(of complete: [RunFiles]) {
    for run in complete where exists(run.lease) {
      guard let path = try? allowedPath(run.lease, argument: "folder") else { continue }
      _ = try? Lease.take(at: path, within: fence)
    }
  }

  /// Why a run failed, each time.
  func failures(of run: RunFiles) -> [String] {
    ((try? readText(run.failures)) ?? "").split(whereSeparator: \.isNewline).map(String.init)
  }

  /// Adds a failure to those of a run. Only who holds its lease does.
  func note(_ reason: String, of run: RunFiles) {
    let lines = failures(of: run) + [reason.filter { !$0.isNewline }]
    try? write(Array(lines.map { $0 + "\n" }.joined().utf8), to: run.failures, force: true)
  }

  /// The error in a run's log, or else its last line.
  func lastWords(of run: RunFiles) -> String {
    let lines = ((try? readText(run.log)) ?? "").split(whereSeparator: \.isNewline)
    let error = lines.lazy.compactMap { line in line.firstRange(of: "error: ").map { line[$0.upperBound...] } }.first
    return (error ?? lines.last).map(String.init) ?? "it said nothing"
  }

  /// How many seconds a run took, as its record says.
  func seconds(of run: RunFiles) -> Double? {
    guard let text = try? readText(run.record), let key = text.firstRange(of: "\"seconds\":") else { return nil }
    return Double(text[key.upperBound...].prefix { $0.isNumber || $0 == "." })
  }

  /// How many threads a run's script asks for.
  private func threads(of run: RunFiles) -> Double? {
    let lines = ((try? readText(run.script)) ?? "").split(whereSeparator: \.isNewline)
    return lines.lazy.filter { $0.hasPrefix("threads ") }.compactMap { Double($0.dropFirst(8)) }.first
  }

  /// Keeps where and how a run was made, and why it failed if it did.
  func keepRecord(of run: RunFiles, error: String?, began: String, seconds: Double, peakMemory: Int?) {
    let machine: [(String, Value)] = [
      ("host", .text(Host.name)), ("processor", .text(Machine.processor)),
      ("instructions", .text(Engine.instructionSet)), ("cores", .number(Double(Machine.cores))),
      ("threads", threads(of: run).map(Value.number) ?? .nothing),
      ("version", .text(Session.version)), ("build", .text(ProgramBuild.name)),
    ]
    let times: [(String, Value)] = [
      ("began", .text(began)), ("ended", .text(Clock.timestamp)), ("seconds", .number((seconds * 1e3).rounded() / 1e3)),
    ]
    let state: [(String, Value)] = [("run", .text(run.name)), ("state", .text(error == nil ? "done" : "failed"))]
    let memory = peakMemory.map { [("peak_memory", Value.number(Double($0)))] } ?? []
    let reason = error.map { [("error", Value.text($0))] } ?? []
    let text = JSONPrinter.text(of: .object(state + machine + times + memory + reason))
    try? write(Array((text + "\n").utf8), to: run.record, force: true)
  }
}
