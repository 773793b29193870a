import Compute
import Language

extension LoadedModel {
  /// The bytes that a number of an example takes while it is drawn: float32 as it is decoded, again in one row with all
  /// others, and once more on the way to a picture.
  private static let bytesPerNumber = 16.0

  /// Refuses to decode and draw more examples than fit into memory, and says how many do.
  ///
  /// - Parameters:
  ///   - count: how many examples each of `groups` has.
  ///   - originals: whether each stands beside the one it was made from.
  ///   - argument: the argument that says so.
  func checkMemory(
    toDraw count: Int, groups: Int = 1, besideOriginals originals: Bool = false, argument: String
  ) throws(CommandError) {
    let each = (originals ? 2 : 1) * Self.bytesPerNumber * Double(specification.observed) * Double(groups)
    let free = Double(Machine.availableMemory), needed = each * Double(count)
    guard needed > free else { return }
    let all = groups > 1 ? "\(count) examples of each of \(groups) components" : "\(count) examples"
    throw CommandError(
      "\(all) of \(specification.observed) numbers need about \(ComputeError.text(bytes: needed)), and "
        + "\(ComputeError.text(bytes: free)) are free", argument: argument,
      hint: "ask for fewer: \(argument)=\(max(1, Int(free / each / 10)))")
  }
}
