import Bytes
import CCairo
import CChafa
import Glibc

/// A PNG picture as the text that shows it in a terminal.
struct InlinePicture {
  private let bytes: [UInt8]
  private let width: Int
  private let height: Int

  /// The number of the picture that is replaced, one that no other program is likely to take.
  private static let replaced = 1_735_750_245

  /// Nil if the bytes are no PNG file.
  init?(png bytes: [UInt8]) {
    guard bytes.count > 24, bytes.starts(with: [0x89, 0x50, 0x4E, 0x47]) else { return nil }
    func number(_ offset: Int) -> Int { bytes[offset..<offset + 4].reduce(0) { $0 << 8 | Int($1) } }
    (self.bytes, width, height) = (bytes, number(16), number(20))
    guard width > 0, height > 0 else { return nil }
  }

  /// The cells it takes of `columns` by `rows`.
  func box(_ ability: PictureAbility, columns: Int, rows: Int) -> PictureBox {
    PictureBox(width: width, height: height, columns: columns, rows: rows, ability: ability)
  }

  /// The text, ending in a line break; nil if the terminal shows no such pictures or the picture cannot be decoded.
  ///
  /// - Parameter replacing: whether the last picture for which this was said goes; elsewhere than in kitty it is painted over.
  func text(
    in box: PictureBox, _ ability: PictureAbility, replacing: Bool = false
  ) -> String? {
    switch ability.shape {
    case nil, .blocks: return nil
    case .kitty: return kitty(box, number: replacing ? ",i=\(Self.replaced)" : "")
    case .iterm: return iterm(box)
    case .sixel: return sixels(box, cell: (ability.cellWidth, ability.cellHeight))
    }
  }

  /// https://sw.kovidgoyal.net/kitty/graphics-protocol: f=100 is PNG, a=T shows it at once, q=2 asks for no replies, m=1
  /// says that more pieces follow, i=N replaces the picture with that number.
  private func kitty(_ box: PictureBox, number: String) -> String {
    let pieces = Base64.encoded(bytes).chunks(of: 4096)
    return pieces.enumerated().map { place, piece in
      let more = place < pieces.count - 1 ? 1 : 0
      let head = place == 0 ? "f=100,a=T,q=2,c=\(box.columns)\(number),m=\(more)" : "q=2,m=\(more)"
      return "\u{1B}_G\(head);\(piece)\u{1B}\\"
    }.joined() + "\n"
  }

  /// https://iterm2.com/documentation-images.html
  private func iterm(_ box: PictureBox) -> String {
    "\u{1B}]1337;File=inline=1;size=\(bytes.count);width=\(box.columns):"
      + Base64.encoded(bytes) + "\u{7}\n"
  }

  private func sixels(_ box: PictureBox, cell: (width: Int, height: Int)) -> String? {
    let reader = PictureBytes(bytes)
    let surface = cairo_image_surface_create_from_png_stream(PictureBytes.read, reader.closure)
    defer { cairo_surface_destroy(surface) }
    guard cairo_surface_status(surface) == CAIRO_STATUS_SUCCESS, let pixels = cairo_image_surface_get_data(surface),
      let text = gmvae_sixels(
        pixels, cairo_image_surface_get_width(surface), cairo_image_surface_get_height(surface),
        cairo_image_surface_get_stride(surface), Int32(box.columns), Int32(box.rows), Int32(cell.width),
        Int32(cell.height))
    else { return nil }
    defer { free(text) }
    return String(cString: text) + "\n"
  }
}

/// Hands bytes to Cairo.
private final class PictureBytes {
  private var rest: ArraySlice<UInt8>

  init(_ bytes: [UInt8]) { rest = bytes[...] }

  var closure: UnsafeMutableRawPointer { Unmanaged.passUnretained(self).toOpaque() }

  static let read: cairo_read_func_t = { closure, target, count in
    guard let closure, let target else { return CAIRO_STATUS_READ_ERROR }
    return Unmanaged<PictureBytes>.fromOpaque(closure).takeUnretainedValue().give(target, Int(count))
  }

  private func give(_ target: UnsafeMutablePointer<UInt8>, _ count: Int) -> cairo_status_t {
    guard rest.count >= count else { return CAIRO_STATUS_READ_ERROR }
    for (place, byte) in rest.prefix(count).enumerated() { target[place] = byte }
    rest = rest.dropFirst(count)
    return CAIRO_STATUS_SUCCESS
  }
}

extension String {
  /// The text in pieces of at most `count` letters, which are all ASCII.
  fileprivate func chunks(of count: Int) -> [Substring] {
    let letters = utf8
    return stride(from: 0, to: letters.count, by: count).map { start in
      let lower = letters.index(letters.startIndex, offsetBy: start)
      return self[lower..<(letters.index(lower, offsetBy: count, limitedBy: letters.endIndex) ?? letters.endIndex)]
    }
  }
}
