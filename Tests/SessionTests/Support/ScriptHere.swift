import Language
import TestSupport

@testable import Session

/// A script of a sweep, run to its end in a session of its own within this process.
final class ScriptHere: ScriptProcess {
  let exitStatus: Int32?
  let peakMemory: Int? = nil

  init(_ start: ScriptStart, in folder: ScratchFolder) {
    let prefix = folder.path + "/"
    var log = ""
    do {
      var variables = ["XDG_STATE_HOME": folder.path("state")]
      variables["GMVAE_DATA"] = folder.path("data")
      let session = Session(SessionEnvironment(workingFolder: folder.path, variables: variables))
      let text = String(decoding: folder.bytes(String(start.script.dropFirst(prefix.count))) ?? [], as: UTF8.self)
      try Interpreter(host: session).run(SourceText(name: start.script, text: text)) { log += $1.text + "\n" }
      exitStatus = 0
    } catch {
      log += (error as? Diagnostic)?.rendered() ?? (error as? Diagnostics)?.rendered() ?? "\(error)"
      exitStatus = 1
    }
    try? folder.write(Array(log.utf8), to: String(start.log.dropFirst(prefix.count)))
  }

  func stop() {}
}
