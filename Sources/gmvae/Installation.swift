import Files
import Glibc

/// Where a package put the program: `PREFIX/bin/gmvae`, with what it needs below `PREFIX/share/gmvae`.
enum Installation {
  /// Has fontconfig find the fonts that a package brought along, unless the person says otherwise: a machine without
  /// fonts, or without fontconfig's files, can then draw all the same.
  static func useItsFonts() {
    guard getenv("FONTCONFIG_FILE") == nil, let path = ProgramFile.path else { return }
    let parts = path.split(separator: "/", omittingEmptySubsequences: false)
    let fonts = parts.dropLast(2).joined(separator: "/") + "/share/gmvae/fonts.conf"
    if access(fonts, R_OK) == 0 { setenv("FONTCONFIG_FILE", fonts, 1) }
  }
}
