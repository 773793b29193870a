import Glibc

/// The desktop's own viewer of files, the only program that a person at the prompt can start.
enum Viewer {
  /// Those started whose end was not taken note of.
  private nonisolated(unsafe) static var started: [pid_t] = []

  /// Why none is started with `--safe`.
  static let isOff = "with --safe no program is started; look at the file with a picture viewer"

  /// Shows a file in it; gives what keeps it from that.
  static func open(_ path: String) -> String? {
    guard access(path, R_OK) == 0 else { return "'\(path)' cannot be read: \(String(cString: strerror(errno)))" }
    guard ["DISPLAY", "WAYLAND_DISPLAY"].contains(where: { Environment[$0]?.isEmpty == false }) else {
      return
        "there is no desktop here: figures are files, look at \(path) elsewhere; set pictures auto shows figures here "
        + "if the terminal can"
    }
    // A path alone could be an option, or begin like the address of a page.
    let status = start("xdg-open", path.hasPrefix("/") ? path : "./" + path)
    return status == 0
      ? nil : "xdg-open cannot be started (\(String(cString: strerror(status)))): look at \(path) elsewhere"
  }

  /// Starts a program of the search path that neither hears nor says anything here; gives the system's error.
  private static func start(_ program: String, _ argument: String) -> Int32 {
    started.removeAll { waitpid($0, nil, WNOHANG) == $0 }
    let (process, status) = ChildProcess.start([program, argument]) { actions in
      for stream in [STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO] {
        posix_spawn_file_actions_addopen(&actions, stream, "/dev/null", O_RDWR, 0)
      }
    } by: {
      posix_spawnp(&$0, program, &$1, &$2, &$3, environ)
    }
    if status == 0 { started.append(process) }
    return status
  }
}
