import Compute
import Model

extension LayerSpecification {
  /// The layer as checkpoints write it: `dense:1000:relu:normalized`.
  var savedText: String {
    switch kind {
    case .dense(let units): "dense:\(units):\(activation.rawValue)" + (isNormalized ? ":normalized" : "")
    }
  }

  /// A layer as checkpoints write it; nil where the text is none.
  init?(savedText: Substring) {
    let parts = savedText.split(separator: ":", omittingEmptySubsequences: false)
    guard parts.count >= 3, parts[0] == "dense", let units = Int(parts[1]), (1...65_536).contains(units),
      let activation = Activation(rawValue: String(parts[2])),
      parts.count == 3 || parts.count == 4 && parts[3] == "normalized"
    else { return nil }
    self = .dense(units, activation, normalized: parts.count == 4)
    guard self.savedText == savedText else { return nil }
  }
}
