import Archive

/// A checkpoint's metadata, read with bounds: whatever stands there, a value or an error comes of it.
struct SavedFields {
  let texts: [String: String]

  /// Refuses what is no checkpoint of ours.
  init(_ metadata: [String: String]) throws(ArchiveError) {
    texts = metadata
    guard let format = metadata["format"], format != "pt" else {
      throw ArchiveError("it holds tensors, but was not written by gmvae")
    }
    if format == Checkpoint.weightsFormat {
      throw ArchiveError("it holds weights without their training, as 'export weights' writes them for other programs")
    }
    guard format == Checkpoint.format else { throw ArchiveError("it holds tensors, but was not written by gmvae") }
    let version = try integer("version", 1...1_000_000)
    guard version <= Checkpoint.version else {
      throw ArchiveError("it was written by a newer gmvae (\(metadata["program"] ?? "unknown"))")
    }
  }

  func text(_ key: String) throws(ArchiveError) -> String {
    guard let text = texts[key] else { throw ArchiveError("its metadata lack '\(key)'") }
    return text
  }

  func integer(_ key: String, _ range: ClosedRange<Int>) throws(ArchiveError) -> Int {
    guard let number = Int(try text(key)), range.contains(number) else { throw wrong(key) }
    return number
  }

  func number(_ key: String, _ range: ClosedRange<Double>) throws(ArchiveError) -> Double {
    guard let number = Double(try text(key)), range.contains(number) else { throw wrong(key) }
    return number
  }

  func choice<Choice: RawRepresentable<String>>(_ key: String) throws(ArchiveError) -> Choice {
    guard let choice = Choice(rawValue: try text(key)) else { throw wrong(key) }
    return choice
  }

  func wrong(_ key: String) -> ArchiveError {
    ArchiveError("its metadata have an impossible '\(key)'")
  }
}
