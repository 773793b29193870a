import CGIF

/// Animated pictures as GIF files, through cgif, which writes of each frame only what changed.
public enum GIF {
  /// The pictures one after the other, again and again, as a whole file. The same frames give the same bytes.
  ///
  /// - Parameters:
  ///   - frames: height × width × 3 numbers each: red, green and blue, row by row.
  ///   - secondsPerFrame: how long each is shown, in steps of 0.01; the last one stays ten times as long where `holdsLast`.
  ///   - comment: up to 255 bytes of text that the file keeps.
  public static func encode(
    _ frames: [[UInt8]], width: Int, height: Int, secondsPerFrame: Double, holdsLast: Bool = true, comment: String = ""
  ) throws(AnimationError) -> [UInt8] {
    guard !frames.isEmpty else { throw .noFrames }
    guard (1...65_535).contains(width), (1...65_535).contains(height) else { throw .size(width: width, height: height) }
    if let wrong = frames.firstIndex(where: { $0.count != 3 * width * height }) { throw .frame(wrong) }
    let colors = ColorTable(of: frames)
    let delay = secondsPerFrame.isFinite ? UInt16(min(max((secondsPerFrame * 100).rounded(), 1), 6000)) : 10
    let writer = try Writer(width: UInt16(width), height: UInt16(height), colors: colors.entries)
    for (index, frame) in frames.enumerated() {
      let isHeld = holdsLast && index == frames.count - 1 && index > 0
      try writer.add(colors.indices(of: frame), delay: isHeld ? 10 * delay : delay)
    }
    var bytes = try writer.finish()
    // A comment stands before the last byte, which ends the file.
    let text = Array(comment.utf8.prefix(255))
    if !text.isEmpty { bytes.insert(contentsOf: [0x21, 0xFE, UInt8(text.count)] + text + [0], at: bytes.count - 1) }
    return bytes
  }
}

/// One of cgif's files, written into memory.
private final class Writer {
  private final class Sink {
    var bytes: [UInt8] = []
  }

  private let sink = Sink()
  private var file: OpaquePointer?

  init(width: UInt16, height: UInt16, colors: [UInt8]) throws(AnimationError) {
    var colors = colors
    let sink = sink
    file = colors.withUnsafeMutableBufferPointer { colors in
      var settings = CGIF_Config()
      settings.width = width
      settings.height = height
      settings.pGlobalPalette = colors.baseAddress
      settings.numGlobalPaletteEntries = UInt16(colors.count / 3)
      settings.attrFlags = 1 << 1  // CGIF_ATTR_IS_ANIMATED
      settings.pContext = Unmanaged.passUnretained(sink).toOpaque()
      settings.pWriteFn = { context, data, count in
        guard let context, let data else { return 1 }
        Unmanaged<Sink>.fromOpaque(context).takeUnretainedValue().bytes += UnsafeBufferPointer(
          start: data, count: count)
        return 0
      }
      return cgif_newgif(&settings)
    }
    guard file != nil else { throw .library(-1) }
  }

  deinit { if let file { cgif_close(file) } }

  func add(_ indices: [UInt8], delay: UInt16) throws(AnimationError) {
    var indices = indices
    let status = indices.withUnsafeMutableBufferPointer { indices in
      var settings = CGIF_FrameConfig()
      settings.pImageData = indices.baseAddress
      settings.delay = delay
      settings.genFlags = 1 << 0 | 1 << 1  // CGIF_FRAME_GEN_USE_TRANSPARENCY, CGIF_FRAME_GEN_USE_DIFF_WINDOW
      return cgif_addframe(file, &settings)
    }
    guard status == 0 else { throw .library(Int(status)) }
  }

  func finish() throws(AnimationError) -> [UInt8] {
    let status = cgif_close(file)
    file = nil
    guard status == 0 else { throw .library(Int(status)) }
    return sink.bytes
  }
}
