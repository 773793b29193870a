import Glibc

/// The file of statements that run before the first prompt. It is the user's own: none is read from the working folder.
public enum StartupFile {
  /// `${XDG_CONFIG_HOME:-~/.config}/gmvae/init.gmv`; nil if there is no such file.
  public static var path: String? {
    // The XDG specification has relative paths ignored.
    let config = Environment["XDG_CONFIG_HOME"].flatMap { $0.hasPrefix("/") ? $0 : nil }
    let home = Environment["HOME"].flatMap { $0.hasPrefix("/") ? $0 + "/.config" : nil }
    guard let path = (config ?? home).map({ $0 + "/gmvae/init.gmv" }), access(path, F_OK) == 0 else { return nil }
    return path
  }
}
