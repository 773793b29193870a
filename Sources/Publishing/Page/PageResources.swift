/// The files that pages have in them.
enum PageResources {
  /// How every page looks.
  static let style = text(PackageResources.page_css) + text(PackageResources.scatter_css)

  /// What makes scatters such as can be looked into.
  static let program = [
    PackageResources.helpers_js, PackageResources.view_js, PackageResources.painter_js, PackageResources.card_js,
    PackageResources.pointers_js, PackageResources.scatter_js, PackageResources.start_js,
  ].map(text).joined()

  private static func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }
}
