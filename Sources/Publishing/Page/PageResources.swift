/// The files that every page has in it.
enum PageResources {
  static let style = String(decoding: PackageResources.page_css, as: UTF8.self)
}
