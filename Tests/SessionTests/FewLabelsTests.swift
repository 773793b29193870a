import Compute
import Data
import Language
import TestSupport
import Testing

@testable import Session

@Suite("Few labels")
struct FewLabelsTests {
  /// Four clouds; one row in ten of those for training says which, and all for testing.
  private static func table(rows: Int, labeled: Int) -> String {
    var generator = CounterGenerator(seed: 7, purpose: RandomPurpose.data.rawValue)
    let lines = (0..<rows).map { row -> String in
      let cloud = row % 4, x = cloud % 2 == 0 ? -2.0 : 2, y = cloud < 2 ? -2.0 : 2
      let label = row % labeled < 4 ? ["south west", "east", "west", "north east"][cloud] : ""
      return "\(x + 0.4 * generator.normal()),\(y + 0.4 * generator.normal()),\(label)\n"
    }
    return "a,b,place\n" + lines.joined()
  }

  @Test(
    "make each class the component of its number, whatever training begins with",
    arguments: ["", "neighbors=1", "pretrain=10"])
  func numbers(start: String) throws {
    let folder = try ScratchFolder()
    try folder.write(Self.table(rows: 400, labeled: 40).utf8, to: "train.csv")
    try folder.write(Self.table(rows: 100, labeled: 4).utf8, to: "test.csv")
    let bench = try Workbench()
    try bench.run(
      """
      load csv "\(folder.path("train.csv"))" label=place test="\(folder.path("test.csv"))"
      model components=4 hidden=32
      train 40 epochs supervision=5 batch=50 \(start)
      """)
    let dataset = try #require(bench.session.state.data.dataset),
      loaded = try #require(bench.session.state.models.current)
    let encoding = try loaded.evaluator().encode(count: dataset.test.count, reading: dataset.test.reader)
    let same = zip(encoding.assignments, dataset.test.labels ?? []).filter { $0 == $1 }.count
    #expect(same >= 95, "\(same) of 100")
  }

  @Test("number the partition again if training begins without them, as a training resumed from a file does")
  func resumed() throws {
    let folder = try ScratchFolder()
    try folder.write(Self.table(rows: 400, labeled: 40).utf8, to: "train.csv")
    let bench = try Workbench(), model = folder.path("m.safetensors")
    try bench.run(
      """
      load csv "\(folder.path("train.csv"))" label=place
      model components=4 hidden=32
      train 1 epoch neighbors=1
      save model "\(model)"
      train 2 epochs neighbors=1 supervision=5
      let here = evaluate
      open model "\(model)"
      train 2 epochs neighbors=1 supervision=5
      let resumed = evaluate
      expect resumed.elbo == here.elbo
      """)
  }

  @Test("are asked for where there are none")
  func none() throws {
    let folder = try ScratchFolder()
    try folder.write("a,b\n1,2\n2,1\n3,5\n4,4\n5,1\n".utf8, to: "t.csv")
    let bench = try Workbench()
    try bench.run("load csv \"\(folder.path("t.csv"))\"; model components=2 hidden=8")
    let said = bench.complaint("train 1 epoch supervision=1")
    #expect(said.contains("t has no labels to train on"), "\(said)")
    try bench.run("train 1 epoch")
  }
}
