import Bytes

/// What a browser lets a page do: show pictures that are in it, and use the one style and the one program that are in it.
enum ContentPolicy {
  static let text = "default-src 'none'; img-src data:; style-src '\(hash(of: PageResources.style))'"

  /// A source as the policy names it.
  static func hash(of text: String) -> String {
    var checksum = SHA256()
    checksum.update(Array(text.utf8))
    return "sha256-" + Base64.encoded(checksum.digest)
  }
}
