import Bytes
import Language

extension PointCloud {
  /// If it is: beside the picture at a path.
  static func path(besidePicture path: String) -> String { String(path.dropLast(".png".count)) + ".json" }

  /// The file beside the picture: one object. Lists of numbers, little-endian, are Base64: a million points are 16 MB.
  var json: String {
    JSONPrinter.text(
      of: .object([
        ("software", .text("gmvae")), ("title", .text(title)), ("axes", .list(axes.map { .text($0.name) })),
        ("ticks", .list(axes.map { .boolean($0.hasTicks) })), ("equal", .boolean(isEqual)),
        ("color", .text(isByComponent ? "component" : "label")), ("share", .text(share.rawValue)),
        ("names", .list(names.map(Value.text))), ("classes", .list(classes.map(Value.text))),
        ("light", .list(colors.light.map(Value.text))), ("dark", .list(colors.dark.map(Value.text))),
        ("ellipses", .list(ellipses.map(Self.value))), ("x", Self.numbers(x)), ("y", Self.numbers(y)),
        ("example", Self.numbers(example)), ("label", Self.numbers(label)), ("likeliest", Self.numbers(likeliest)),
        ("probabilities", Self.numbers(probabilities)), ("ids", ids.map { .list($0.map(Value.text)) } ?? .nothing),
        (
          "columns",
          .list(columns.map { .object([("name", .text($0.name)), ("values", Self.numbers($0.values))]) })
        ),
        ("sprite", sprite?.value ?? .nothing),
      ])) + "\n"
  }

  private static func value(_ ellipse: Ellipse) -> Value {
    let numbers = [ellipse.x, ellipse.y, ellipse.xx, ellipse.xy, ellipse.yy].map { Value.number(Double(Float($0))) }
    return .list(numbers + [.number(Double(ellipse.component ?? -1))])
  }

  private static func numbers(_ values: [Float]) -> Value { numbers(values.map(\.bitPattern)) }

  private static func numbers<Number: FixedWidthInteger>(_ values: [Number]) -> Value {
    .text(Base64.encoded(values.map(\.littleEndian).withUnsafeBytes { Array($0) }))
  }
}

extension Sprite {
  fileprivate var value: Value {
    .object([
      ("sheets", .list(sheets.map { .text(Base64.encoded($0)) })), ("width", .number(Double(width))),
      ("height", .number(Double(height))), ("columns", .number(Double(Self.columns))),
      ("perSheet", .number(Double(Self.perSheet))),
    ])
  }
}
