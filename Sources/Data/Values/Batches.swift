import Bytes

/// Which batch each example was measured in, such as a plate, a lab or a donor: neither data nor a label.
public struct Batches: Sendable, Equatable {
  /// The title of the column that says so.
  public let title: String
  /// The batches' names in natural order.
  public let names: [String]
  /// For each example the number of its batch among these.
  public let codes: [Int32]

  /// Names the batch of each example.
  public init(title: String, names: [String], codes: [Int32]) {
    precondition(codes.allSatisfy { names.indices.contains(Int($0)) }, "each example has one of the batches")
    (self.title, self.names, self.codes) = (title, names, codes)
  }

  /// How many examples each batch has.
  public var counts: [Int] {
    var counts = [Int](repeating: 0, count: names.count)
    for code in codes { counts[Int(code)] += 1 }
    return counts
  }

  /// The batches of some of the examples.
  func keeping(_ indices: [Int]) -> Batches { Batches(title: title, names: names, codes: indices.map { codes[$0] }) }
}

/// The batches of a file, collected as they are met.
struct BatchNames {
  let title: String
  private let path: String
  private var names = ClassNames()
  /// How many the training data have; nil while these are read.
  private var known: Int?

  init(_ path: String, title: String) { (self.path, self.title) = (path, title) }

  /// The number of a batch in the order of first appearance. `row` is where it stands, for errors.
  mutating func code(_ name: String, number: Double? = nil, row: Int) throws(DataError) -> Int32 {
    guard !name.isEmpty else {
      throw DataError(
        "\(path): row \(row): its \(title) is empty, so it has no batch",
        hint: "write a name there, such as unknown: each different text is a batch")
    }
    guard let code = names.code(name, number: number) else { throw tooMany }
    guard known.map({ code < $0 }) ?? true else {
      throw DataError(
        "\(path): row \(row): no row to train on is of \(title) '\(CSVLayout.quoted(name))'",
        hint: "test on these batches: " + names.sorted.filter { $0 != name }.prefix(12).joined(separator: ", "))
    }
    return code
  }

  /// The same for another file, which may name no batch that this one does not.
  func closed(for path: String) -> BatchNames {
    var other = BatchNames(path, title: title)
    (other.names, other.known) = (names, names.count)
    return other
  }

  /// Takes in the batches of the part of the file that follows, and gives the number here of each.
  mutating func append(_ other: BatchNames?, _ format: DecimalFormat) throws(DataError) -> [Int32] {
    guard let places = names.append(other?.names ?? ClassNames(), format) else { throw tooMany }
    return places
  }

  private var tooMany: DataError {
    DataError(
      "\(path): \(title) names more than \(ClassNames.limit) batches", hint: "name a column with fewer, or none")
  }

  /// Refuses a column that names rows.
  func check(rows: Int) throws(DataError) {
    guard names.count == rows, rows > 2 else { return }
    throw DataError(
      "\(path): each row has a \(title) of its own, so it cannot tell batches", hint: "name the rows by it with id=")
  }

  /// The batches of some examples by the numbers that `code` gave.
  func batches(_ codes: [Int32]) -> Batches {
    let places = names.places
    return Batches(title: title, names: names.sorted, codes: codes.map { Int32(places[Int($0)]) })
  }

  /// What a person should know: how many rows each batch has.
  func note(_ codes: [Int32]) -> String {
    let batches = batches(codes), counts = zip(batches.names, batches.counts).map { "\($0) \($1)" }
    return
      "\(title) tells \(batches.names.count == 1 ? "one batch" : "\(batches.names.count) batches"): \(counts.listed(8))"
  }
}

/// The batches that a model tells apart, which those of new examples are compared with.
public struct KnownBatches: Sendable {
  /// The title of their column.
  public let title: String
  private let count: Int
  private var names = ClassNames()
  /// How many examples were of others, and the first of these.
  private(set) var unknown: (count: Int, first: String) = (0, "")

  /// Batches in their order.
  public init(title: String, names: [String]) {
    (self.title, count) = (title, names.count)
    for name in names { _ = self.names.code(name, number: Double(name)) }
  }

  /// The number of a batch, -1 for one that is not known.
  mutating func code(_ name: String, number: Double? = nil) -> Int32 {
    if !name.isEmpty, let code = names.code(name, number: number), code < count { return code }
    if unknown.count == 0 { unknown.first = name }
    unknown.count += 1
    return -1
  }
}
