import Bytes
import Language

#if canImport(Glibc)
  import Glibc
#endif

extension PointCloud {
  /// If it is: beside the picture at a path.
  static func path(besidePicture path: String) -> String { String(path.dropLast(".png".count)) + ".json" }

  /// The file beside the picture: one object, with a list of numbers for each thing that points have.
  var json: String {
    let x = Self.rounded(points.map { Double($0.x) }), y = Self.rounded(points.map { Double($0.y) })
    return JSONPrinter.text(
      of: .record(
        Record(
          kind: "",
          fields: [
            .init("software", .text("gmvae")), .init("title", .text(title)),
            .init("axes", .list(axes.map { .text($0.name) })),
            .init("ticks", .list(axes.map { .boolean($0.hasTicks) })), .init("equal", .boolean(isEqual)),
            .init("color", .text(isByComponent ? "component" : "label")),
            .init("components", .number(Double(components))), .init("classes", .list(classes.map(Value.text))),
            .init("light", .list(colors.light.map(Value.text))), .init("dark", .list(colors.dark.map(Value.text))),
            .init("ellipses", .list(ellipses.map(Self.value))), .init("x", x), .init("y", y),
            .init("example", .list(points.map { .number(Double($0.example)) })),
            .init("label", .list(points.compactMap(\.label).map { .number(Double($0)) })),
            .init("responsibilities", .list(points.map { Self.value($0.responsibilities) })),
            .init("sprite", sprite?.value ?? .nothing),
          ]))) + "\n"
  }

  private static func value(_ ellipse: Ellipse) -> Value {
    let numbers = [ellipse.x, ellipse.y, ellipse.xx, ellipse.xy, ellipse.yy].map { Value.number(Double(Float($0))) }
    return .list(numbers + [.number(Double(ellipse.component ?? -1))])
  }

  /// Component and probability by turns, to three decimals.
  private static func value(_ responsibilities: [Responsibility]) -> Value {
    .list(
      responsibilities.flatMap {
        [.number(Double($0.component)), .number(($0.probability * 1000).rounded() / 1000)]
      })
  }

  /// Coordinates to what a screen can show: a ten-thousandth of what they cover.
  private static func rounded(_ values: [Double]) -> Value {
    let finite = values.filter(\.isFinite)
    let span = max((finite.max() ?? 1) - (finite.min() ?? 0), 1e-30)
    let scale = pow(10, (4 - log10(span)).rounded(.up))
    guard scale.isFinite else { return .list(values.map(Value.number)) }
    return .list(values.map { .number(($0 * scale).rounded() / scale) })
  }
}

extension Sprite {
  fileprivate var value: Value {
    .record(
      Record(
        kind: "",
        fields: [
          .init("png", .text(Base64.encoded(png))), .init("width", .number(Double(width))),
          .init("height", .number(Double(height))), .init("columns", .number(Double(columns))),
        ]))
  }
}
