import Compute
import Language

/// The session's snapshots by name, which together take at most a quarter of the machine's memory.
struct Snapshots {
  /// What the session's model itself is called.
  static let current = "current"

  private var all: [(name: String, snapshot: Snapshot)] = []
  /// How many bytes they may take.
  var limit = Machine.memory / 4

  /// Their names in the order they were first taken.
  var names: [String] { all.map(\.name) }

  subscript(name: String) -> Snapshot? { all.first { $0.name == name }?.snapshot }

  /// Throws where a snapshot of that size has no room beside the others; one of the same name would be replaced.
  func checkRoom(for size: Int, named name: String) throws(CommandError) {
    let others = all.reduce(0) { $1.name == name ? $0 : $0 + $1.snapshot.size }
    guard others + size > limit else { return }
    let used = "\(others >> 20) of \(limit >> 20) MB"
    throw CommandError(
      "a snapshot of this model takes \(size >> 20) MB, and the others take \(used) there are for snapshots",
      argument: "name",
      hint: names.isEmpty
        ? "keep it in a file: save model \"\(name).safetensors\""
        : "replace one (\(names.prefix(8).joined(separator: ", "))) by giving its name, or save the model in a file")
  }

  mutating func keep(_ snapshot: Snapshot, named name: String) {
    if let place = names.firstIndex(of: name) {
      all[place].snapshot = snapshot
    } else {
      all.append((name, snapshot))
    }
  }

  /// The list that `snapshots` shows.
  var table: Table {
    Table(
      columns: [
        .init("name"), .init("model"), .init("epoch"), .init("step"), .init("elbo", unit: "nats"),
        .init("size", unit: "MB"),
      ],
      rows: all.map { name, snapshot in
        [
          .text(name), .text(snapshot.summary), .number(Double(snapshot.position.epoch)),
          .number(Double(snapshot.position.step)), snapshot.elbo.map(Value.number) ?? .nothing,
          .number((Double(snapshot.size) / 1e4).rounded() / 100),
        ]
      })
  }
}
