#if canImport(Glibc)
  import Glibc
#endif

/// The machine the program runs on.
public enum Machine {
  /// Its memory in bytes.
  public static let memory = sysconf(Int32(_SC_PHYS_PAGES)) * sysconf(Int32(_SC_PAGESIZE))
}
