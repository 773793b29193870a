import Compute
import Testing

@testable import Training

@Suite("The number of threads follows the load")
struct ThreadLadderTests {
  /// The numbers of threads taken in the second half of some seconds, on a machine that says how long a step takes with so
  /// many threads, and how long they wait for a core for each second.
  private func taken(
    in seconds: Double, _ ladder: inout ThreadLadder, step: (Int) -> Double, waiting: (Int) -> Double
  ) -> Set<Int> {
    var seen: Set<Int> = []
    for look in 0..<Int(seconds / 0.05) {
      let threads = ladder.threads
      ladder.stepsEnded(step: step(threads), seconds: 0.05, waited: 0.05 * waiting(threads))
      if Double(look) * 0.05 > seconds / 2 { seen.insert(ladder.threads) }
    }
    return seen
  }

  @Test("a quiet machine keeps all threads and tries no other number")
  func quiet() {
    for most in [1, 2, 8, 16] {
      var ladder = ThreadLadder(most: most)
      #expect(taken(in: 5, &ladder, step: { 0.02 / Double($0) }, waiting: { _ in 0.02 }) == [most], "\(most)")
    }
  }

  @Test("beside a busy neighbor on two cores one thread is taken, and both again within a second when it has gone")
  func neighbor() {
    var ladder = ThreadLadder(most: 2)
    let beside = taken(in: 6, &ladder, step: { $0 == 2 ? 0.05 : 0.02 }, waiting: { $0 == 2 ? 0.8 : 0.1 })
    #expect(beside.contains(1))
    _ = taken(in: 3, &ladder, step: { $0 == 2 ? 0.01 : 0.02 }, waiting: { _ in 0.02 })
    #expect(ladder.threads == 2)
  }

  @Test("more threads that are faster in spite of the load stay")
  func worthwhile() {
    var ladder = ThreadLadder(most: 4)
    #expect(taken(in: 5, &ladder, step: { 0.02 / Double($0) }, waiting: { _ in 0.5 }).contains(4))
  }

  @Test("several rungs down are found one after the other")
  func rungs() {
    var ladder = ThreadLadder(most: 16)
    #expect(taken(in: 20, &ladder, step: { 0.01 * (1 + Double($0) / 4) }, waiting: { _ in 2 }).contains(1))
  }

  @Test("trials of more threads that are not faster get rare: one look in 49")
  func rare() {
    var ladder = ThreadLadder(most: 2), looks = 0
    for look in 0..<1000 {
      ladder.stepsEnded(step: ladder.threads == 2 ? 0.05 : 0.02, seconds: 0.05, waited: 0.04)
      if look > 200, ladder.threads == 2 { looks += 1 }
    }
    #expect((10...24).contains(looks), "\(looks)")
  }

  @Test("what the threads waited is what the system counts, and grows only")
  func waited() {
    let before = Machine.waitedSeconds
    #expect(before >= 0 && Machine.waitedSeconds >= before)
  }
}
