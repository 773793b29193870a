import Foundation
import Language
import Testing

@testable import Session

@Suite("Clusters of tables that people know", .serialized)
struct TableClusterTests {
  /// Where the tables are, on machines that have them.
  private static let folder = ProcessInfo.processInfo.environment["GMVAE_DATA"].map { $0 + "/tables" } ?? ""

  /// The share of rows that scikit-learn's k-means puts right on standardized columns (the mean of three seeds).
  private static let floors = [("iris", 0.833), ("wine", 0.966)]

  @Test(
    "a plain training is no worse than k-means by more than 0.03, however the columns are scaled, and says nothing of it",
    .enabled(if: FileManager.default.fileExists(atPath: folder + "/iris.csv.gz"), "needs $GMVAE_DATA/tables"),
    arguments: floors, ["standard", "minmax", "none"])
  func plain(_ set: (name: String, floor: Double), scale: String) throws {
    let bench = try Workbench(seed: 2)
    try bench.run("load csv \"\(Self.folder)/\(set.name).csv.gz\" label=label test=0 scale=\(scale)")
    try bench.run("model hidden=100; train")
    let notes = bench.takeNotes().joined(separator: "\n")
    #expect(notes.contains("clusters: 3 of 3 components in use") && notes.contains("agree by an ARI of "), "\(notes)")
    #expect(!notes.contains("divides these data better"), "\(notes)")
    #expect(try bench.number("let found = accuracy on=train; found.hungarian") >= set.floor - 0.03)
  }
}
