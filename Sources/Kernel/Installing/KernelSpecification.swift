import Bytes
import Files
import Glibc
import Language

/// What tells Jupyter that there is this kernel: a folder with a description and a picture.
public struct KernelSpecification {
  /// Where it goes.
  public enum Place: Equatable {
    /// For everyone on this machine.
    case system
    /// For the person who runs the program.
    case user
    /// Below a folder, such as that of a Python environment.
    case prefix(String)
  }

  /// The folder.
  public let folder: String
  private let program: [String]

  /// - Parameter program: the program and what stands before its connection file.
  public init(_ place: Place, program: [String], variables: [String: String]) throws(KernelError) {
    self.program = program
    folder = try Self.data(place, variables) + "/kernels/gmvae"
  }

  /// Jupyter's folder of data, as it finds it itself (docs.jupyter.org, "Common Directories and File Locations").
  private static func data(_ place: Place, _ variables: [String: String]) throws(KernelError) -> String {
    switch place {
    case .system: return "/usr/local/share/jupyter"
    case .prefix(let folder): return folder + "/share/jupyter"
    case .user:
      let own = variables["JUPYTER_DATA_DIR"].flatMap { $0.hasPrefix("/") ? $0 : nil }
      guard let folder = own ?? UserFolder.data.path({ variables[$0] }).map({ $0 + "/jupyter" }) else {
        throw KernelError("there is no home folder to install for; name a folder with --prefix")
      }
      return folder
    }
  }

  /// The description as JSON.
  var json: String {
    JSONPrinter.text(
      of: .object([
        ("argv", .list((program + ["{connection_file}"]).map(Value.text))), ("display_name", .text("gmvae")),
        ("language", .text("gmvae")), ("interrupt_mode", .text("signal")),
        ("metadata", .object([("debugger", .boolean(false))])),
      ])) + "\n"
  }

  /// Writes it, in the place of an older one.
  public func install() throws(KernelError) {
    do throws(SystemError) {
      for end in folder.indices.dropFirst() where folder[end] == "/" { mkdir(String(folder[..<end]), 0o755) }
      mkdir(folder, 0o755)
      try AtomicFile(folder + "/kernel.json").write(Array(json.utf8))
      try AtomicFile(folder + "/logo-svg.svg").write(Array(KernelLogo.svg.utf8))
    } catch {
      throw KernelError(
        "'\(folder)' cannot be written: \(error.message); install for yourself alone with --user, or as root")
    }
  }
}

/// The picture of the kernel in launchers: three components of a mixture.
enum KernelLogo {
  static let svg = """
    <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64" fill="none" stroke-width="3">
    <ellipse cx="22" cy="24" rx="17" ry="9" transform="rotate(-35 22 24)" fill="#4477aa55" stroke="#4477aa"/>
    <ellipse cx="44" cy="26" rx="17" ry="8" transform="rotate(50 44 26)" fill="#ee667755" stroke="#ee6677"/>
    <ellipse cx="31" cy="46" rx="18" ry="8" transform="rotate(8 31 46)" fill="#22883355" stroke="#228833"/>
    </svg>

    """
}
