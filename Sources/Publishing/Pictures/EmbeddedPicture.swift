import Bytes

/// A picture that goes into a page or a Jupyter notebook, whole.
struct EmbeddedPicture: Sendable {
  /// The kinds that browsers show, known by how their files begin.
  enum Kind: String, Sendable {
    case png = "image/png"
    case jpeg = "image/jpeg"
    case gif = "image/gif"
    case webP = "image/webp"
    case svg = "image/svg+xml"
  }

  let kind: Kind
  let bytes: [UInt8]

  /// Nil if the bytes are no picture that browsers show.
  init?(_ bytes: [UInt8]) {
    guard let kind = Self.kind(bytes) else { return nil }
    self.kind = kind
    self.bytes = bytes
  }

  private static func kind(_ bytes: [UInt8]) -> Kind? {
    if bytes.starts(with: [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]) { return .png }
    if bytes.starts(with: [0xFF, 0xD8, 0xFF]) { return .jpeg }
    if bytes.starts(with: "GIF8".utf8) { return .gif }
    if bytes.starts(with: "RIFF".utf8), bytes.dropFirst(8).starts(with: "WEBP".utf8) { return .webP }
    let text = String(decoding: bytes.prefix(1000), as: UTF8.self)
    return text.hasPrefix("<svg") || text.hasPrefix("<?xml") && text.contains("<svg") ? .svg : nil
  }

  /// The whole picture as an address.
  var dataURI: String { "data:\(kind.rawValue);base64," + Base64.encoded(bytes) }

  /// How large a PNG or GIF file is to be shown, in the pixels of CSS, 96 to the inch; nil for other kinds.
  var size: (width: Int, height: Int)? {
    if kind == .gif, bytes.count >= 10 {
      let width = Int(bytes[6]) | Int(bytes[7]) << 8, height = Int(bytes[8]) | Int(bytes[9]) << 8
      return width > 0 && height > 0 ? (width, height) : nil
    }
    guard kind == .png, bytes.count >= 24 else { return nil }
    let width = number(at: 16), height = number(at: 20)
    guard width > 0, height > 0 else { return nil }
    let pixelsPerMeter = pixelsPerMeter ?? 96 / 0.0254
    let scale = min(1, 96 / (pixelsPerMeter * 0.0254))
    return (max(1, Int((Double(width) * scale).rounded())), max(1, Int((Double(height) * scale).rounded())))
  }

  /// What the chunk `pHYs` says, which stands before the pixels.
  private var pixelsPerMeter: Double? {
    var place = 8
    while place + 17 <= bytes.count {
      let name = bytes[place + 4..<place + 8]
      if name.elementsEqual("IDAT".utf8) { return nil }
      if name.elementsEqual("pHYs".utf8) {
        let density = number(at: place + 8)
        return bytes[place + 16] == 1 && density > 0 ? Double(density) : nil
      }
      place += 12 + number(at: place)
    }
    return nil
  }

  private func number(at place: Int) -> Int { bytes[place..<place + 4].reduce(0) { $0 << 8 | Int($1) } }
}
