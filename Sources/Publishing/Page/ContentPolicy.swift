import Bytes

/// What a browser lets a page do: show pictures that are in it, and use the style and the program that are in it.
enum ContentPolicy {
  /// The policy of a page.
  ///
  /// - Parameter program: the page's program; nil if it has none, and may run none.
  static func text(program: String?) -> String {
    let own = "default-src 'none'; img-src data:; style-src '\(hash(of: PageResources.style))'"
    return own + (program.map { "; script-src '\(hash(of: $0))'" } ?? "")
  }

  /// A source as the policy names it.
  static func hash(of text: String) -> String {
    var checksum = SHA256()
    checksum.update(Array(text.utf8))
    return "sha256-" + Base64.encoded(checksum.digest)
  }
}
