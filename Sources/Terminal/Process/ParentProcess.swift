import Glibc

/// The session whose sweep this process runs a script for, if it does.
enum ParentProcess {
  /// The variable of the environment that names it.
  static let variable = "GMVAE_SWEEP_OF"

  private static let expected = Environment[variable].flatMap { pid_t($0) }

  /// Whether it has ended, so that nobody waits for what this process does. The system then gives it another parent.
  static var isGone: Bool { expected.map { getppid() != $0 } ?? false }
}
