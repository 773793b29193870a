import Archive
import Bytes
import Compute
import Files
import Interruption
import Language
import Training

#if canImport(Glibc)
  import Glibc
#endif

/// Saves the training under way from time to time, and when it or the session is cut short, under the user's state folder,
/// so that the next session can go on from it.
///
/// Each session has a file of its own, named for when it began, and holds a lock on it: a file that nobody holds is what a
/// session left that has ended. Of sessions that ended by themselves, the last one's file is kept, as
/// `autosave.safetensors`.
final class Autosave {
  /// `${XDG_STATE_HOME:-~/.local/state}/gmvae`; nil without a home folder.
  let folder: String?
  /// Where this session saves.
  let path: String?
  /// Whether this session has saved.
  var isUsed: Bool { file != nil }
  private let files: FileDoor
  private let note: (String) -> Void
  private var file: WrittenFile?
  /// What the model was opened from, if an earlier session saved that by itself.
  private var origin: (path: String, model: LoadedModel)?
  private var savedAt = 0.0
  private var hasFailed = false

  private static let beginning = "autosave", ending = ".safetensors"
  private static let mostOffers = 5

  init(_ environment: SessionEnvironment) {
    folder = UserFolder.state.path { environment.variables[$0] }.map { $0 + "/gmvae" }
    path = folder.map { "\($0)/\(Self.beginning)-\(Self.sessionName())\(Self.ending)" }
    files = FileDoor(workingFolder: "/", folderMode: 0o700)
    note = environment.note
  }

  /// `20261128-141530-1a2b3c4d`: date, time, and random digits, for sessions that begin in the same second.
  private static func sessionName() -> String {
    let random = String(UInt32.random(in: .min ... .max), radix: 16)
    return Clock.local("%Y%m%d-%H%M%S") + "-" + String(repeating: "0", count: 8 - random.count) + random
  }

  /// Training begins.
  func begin() { savedAt = Clock.now }

  /// Saves if the last time is that many minutes ago.
  func saveIfDue(_ loaded: LoadedModel, minutes: Double) {
    if Clock.now - savedAt >= 60 * minutes { save(loaded) }
  }

  /// Saves. A failure is told once and is no reason to stop training.
  func save(_ loaded: LoadedModel) {
    guard let path else { return }
    do {
      file = try Interruption.ignored {
        try files.write(to: path, force: true, argument: "file", content: loaded.checkpoint.write)
      }
      loaded.savedStep = loaded.model.optimizer.step
      if origin?.model === loaded { forgetOrigin() }
    } catch {
      let reason = (error as? CommandError)?.message ?? (error as? ArchiveError)?.reason ?? "\(error)"
      if !hasFailed { note("training is not saved automatically: \(reason)") }
      hasFailed = true
    }
    savedAt = Clock.now
  }

  /// The model was opened from a file: one that an earlier session saved by itself goes when this one has saved.
  func opened(_ loaded: LoadedModel, from path: String) {
    guard let folder, path.hasPrefix(folder + "/"), isOurs(String(path.dropFirst(folder.count + 1))) else { return }
    origin = WrittenFile.isAbandoned(path) ? (path, loaded) : nil
  }

  /// Removes what this session saved, and what it went on from: the person has saved it elsewhere.
  func discard(_ loaded: LoadedModel) {
    if origin?.model === loaded { forgetOrigin() }
    guard isUsed, let path else { return }
    unlink(path)
    file = nil
  }

  private func forgetOrigin() {
    if let origin { unlink(origin.path) }
    origin = nil
  }

  /// The session ends by itself: its file takes the place of that of the last one that did.
  func close() {
    guard isUsed, let path, let folder else { return }
    rename(path, "\(folder)/\(Self.beginning)\(Self.ending)")
    file = nil
  }

  private func isOurs(_ name: String) -> Bool { name.hasPrefix(Self.beginning) && name.hasSuffix(Self.ending) }

  /// Lines that offer to go on from what sessions saved that have ended, the newest first; none if there is nothing.
  var offers: [String] {
    guard let folder else { return [] }
    let left = files.listFolder(folder).filter(isOurs).map { "\(folder)/\($0)" }.filter(WrittenFile.isAbandoned)
    let newest = left.map { ($0, Self.changed($0)) }.sorted { ($1.1, $1.0) < ($0.1, $0.0) }.map(\.0)
    let offers = newest.prefix(Self.mostOffers).compactMap(Self.offer)
    let more = newest.count - Self.mostOffers
    return offers + (more > 0 ? ["\(more) more in \(folder); remove what you do not need"] : [])
  }

  private static func offer(_ path: String) -> String? {
    guard let summary = try? Checkpoint.summary(of: path) else { return nil }
    let epoch = summary.position.epoch, steps = summary.position.step
    let place = "epoch \(epoch)" + (steps > 0 ? ", step \(steps) of the next" : "")
    return "open model \"\(path)\" resumes the training of \(summary.model) on \(summary.data.name) (\(place))"
  }

  /// When a file was changed, in nanoseconds.
  private static func changed(_ path: String) -> Int {
    var status = stat()
    return stat(path, &status) == 0 ? status.st_mtim.tv_sec * 1_000_000_000 + status.st_mtim.tv_nsec : 0
  }
}
