import Compute
import Archive
import Interruption
import Language
import Training

#if canImport(Glibc)
  import Glibc
#endif

/// Saves the training under way from time to time and when it is interrupted, under the user's state folder, so that the
/// next session can go on from it.
///
/// The first save of a session leaves another session's file beside its own, as `autosave-before.safetensors`.
final class Autosave {
  /// `${XDG_STATE_HOME:-~/.local/state}/gmvae`; nil without a home folder.
  let folder: String?
  /// `autosave.safetensors` in it.
  var path: String? { folder.map { $0 + "/autosave.safetensors" } }
  /// Whether this session has saved.
  private(set) var isUsed = false
  private let files: FileDoor
  private let note: (String) -> Void
  private var savedAt = 0.0
  private var hasFailed = false

  init(_ environment: SessionEnvironment) {
    // The XDG specification has relative paths ignored.
    let state = environment.variables["XDG_STATE_HOME"].flatMap { $0.hasPrefix("/") ? $0 : nil }
    let home = environment.variables["HOME"].flatMap { $0.hasPrefix("/") ? $0 + "/.local/state" : nil }
    folder = (state ?? home).map { $0 + "/gmvae" }
    files = FileDoor(workingFolder: "/", folderMode: 0o700)
    note = environment.note
  }

  /// Training begins.
  func begin() { savedAt = Clock.now }

  /// Saves where the last time is that many minutes ago.
  func saveIfDue(_ loaded: LoadedModel, minutes: Double) {
    if Clock.now - savedAt >= 60 * minutes { save(loaded) }
  }

  /// Saves. A failure is told once and is no reason to stop training.
  func save(_ loaded: LoadedModel) {
    guard let path else { return }
    if !isUsed { rename(path, path.replacing(".safetensors", with: "-before.safetensors")) }
    do {
      try Interruption.ignored {
        try files.write(to: path, force: true, argument: "file", content: loaded.checkpoint.write)
      }
      isUsed = true
    } catch {
      let reason = (error as? CommandError)?.message ?? (error as? ArchiveError)?.reason ?? "\(error)"
      if !hasFailed { note("training is not saved automatically: \(reason)") }
      hasFailed = true
    }
    savedAt = Clock.now
  }

  /// Removes what this session saved: the person has saved it elsewhere.
  func discard() {
    guard isUsed, let path else { return }
    unlink(path)
    isUsed = false
  }

  /// A line that offers to go on from what an earlier session saved; nil where there is nothing.
  var offer: String? {
    guard let path, let summary = try? Checkpoint.summary(of: path) else { return nil }
    let epoch = summary.position.epoch, steps = summary.position.step
    let place = "epoch \(epoch)" + (steps > 0 ? ", step \(steps) of the next" : "")
    return "open model \"\(path)\" goes on from the training of \(summary.model) on \(summary.data.name) (\(place))"
  }
}
