import Compute
import Data
import Language
import Plot

#if canImport(Glibc)
  import Glibc
#endif

/// `doctor`: everything that the program depends on, as it was found.
struct Doctor: SessionCommand {
  let declaration = CommandDeclaration(
    "doctor", summary: "check all that gmvae depends on, and say what to do if something is wrong",
    details: """
      Versions of the libraries, the processor's instruction set, threads, memory, what the terminal can show, where \
      data sets are looked for and which were found, and the folder for history and autosaves.
      """,
    returns: "a table: what, found, and ok or what to do", examples: ["doctor"])

  func perform(_ call: Call, in session: Session) -> Outcome { .table(Self.table(in: session)) }
}

extension Doctor {
  /// Everything that the program depends on, as it was found.
  static func table(in session: Session) -> Table {
    let checks =
      [Check("gmvae", Session.version), Check("oneDNN", Engine.version), Check("Cairo", Renderer.version)]
      + session.environment.checks() + [instructions, threadCount, memory]
      + dataChecks(in: session) + [stateFolder(in: session)]
    return Table(
      columns: ["what", "found", "advice"].map { .init($0) },
      rows: checks.map { [.text($0.what), .text($0.found), .text($0.advice ?? "ok")] })
  }

  private static var instructions: Check {
    let found = Engine.instructionSet
    return Check(
      "instructions", found, advice: found == "baseline" ? "a processor with AVX2 trains several times as fast" : nil)
  }

  private static var threadCount: Check {
    let cores = Machine.cores, threads = Engine.threads
    let advice =
      threads < cores ? "threads \(cores) uses all cores" : "more threads than cores are slow: threads \(cores)"
    return Check("threads", "\(threads) for \(cores) cores", advice: threads == cores ? nil : advice)
  }

  private static var memory: Check {
    let free = Machine.availableMemory
    let sizes = [free, Machine.memory].map { ComputeError.text(bytes: Double($0)) }
    return Check("memory", "\(sizes[0]) of \(sizes[1]) free", advice: free < 1 << 30 ? "close other programs" : nil)
  }

  private static func dataChecks(in session: Session) -> [Check] {
    let path = DataSearchPath(
      environment: session.environment.variables, workingFolder: session.environment.workingFolder)
    let folders = path.folders.filter { session.files.isFolder($0) }
    let search = Check(
      "data folders", folders.isEmpty ? "none" : folders.joined(separator: ", "),
      advice: folders.isEmpty ? "set GMVAE_DATA to the folder of your data sets" : nil)
    let sets: [(String, () throws(DataError) -> String)] = [
      ("mnist", { () throws(DataError) in try ImageSet.mnist.folder(in: path) }),
      ("fashion", { () throws(DataError) in try ImageSet.fashion.folder(in: path) }),
      ("svhn", { () throws(DataError) in try SVHN.folder(in: path) }),
    ]
    return [search] + sets.map { name, find in check(name, find) }
  }

  fileprivate static func check(_ name: String, _ find: () throws(DataError) -> String) -> Check {
    do throws(DataError) {
      return Check(name, try find())
    } catch {
      return Check(name, "not found", advice: error.hint)
    }
  }

  /// The folder of history and autosaves.
  private static func stateFolder(in session: Session) -> Check {
    guard let folder = session.autosave.folder else {
      return Check("state folder", "none", advice: "set HOME or XDG_STATE_HOME, else nothing is saved by itself")
    }
    var status = stat()
    guard stat(folder, &status) == 0 else { return Check("state folder", "\(folder), made when needed") }
    let isPrivate = status.st_mode & 0o077 == 0, isWritable = access(folder, W_OK) == 0
    let advice =
      isWritable ? isPrivate ? nil : "others can read it: chmod 700 \(folder)" : "make it writable: chmod 700 \(folder)"
    return Check("state folder", folder, advice: advice)
  }
}
