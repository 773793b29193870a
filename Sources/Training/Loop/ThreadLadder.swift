import Compute

/// How many threads a training's steps take: all it may have while they are its own, fewer while other programs want the
/// processors too. A step ends with its slowest thread, and one that was pushed off its core is away for 3 to 4 ms.
///
/// Fewer threads are tried when threads wait for a core. They stay if their steps are faster by a tenth; more are then
/// tried after 0.3 s, and after twice as long each time that they are not faster. The numbers computed are the same for
/// any number.
struct ThreadLadder {
  /// How many threads the next steps take.
  var threads: Int { rungs[rung] }
  private let rungs: [Int]
  private var rung: Int
  private var trial: Trial?
  private var sinceTrial = 0.0
  private var pauseBeforeMore = pausesBeforeMore.lowerBound

  private struct Trial {
    let rung: Int
    let secondsToBeat: Double
  }

  /// Seconds that all threads together wait for a core, for each second of work: 0.02 on a quiet machine, 0.7 to 0.9 with
  /// two threads and one busy neighbor on two cores.
  private static let longWait = 0.15
  private static let pauseBeforeFewer = 0.3
  private static let pausesBeforeMore = 0.3...2.4

  /// - Parameter most: how many threads there may be.
  init(most: Int) {
    rungs = Set([1, most / 4, most / 2, most * 3 / 4, most].map { max($0, 1) }).sorted()
    rung = rungs.count - 1
  }

  /// Takes in some steps.
  ///
  /// - Parameters:
  ///   - step: how long one took, in seconds.
  ///   - seconds: how long all took.
  ///   - waited: how long threads waited for a core meanwhile, in seconds.
  mutating func stepsEnded(step: Double, seconds: Double, waited: Double) {
    if let trial {
      end(trial, step: step)
      return
    }
    sinceTrial += seconds
    if waited > Self.longWait * seconds, rung > 0, sinceTrial >= Self.pauseBeforeFewer {
      trial = Trial(rung: rung, secondsToBeat: step)
      rung -= 1
    } else if rung < rungs.count - 1, sinceTrial >= pauseBeforeMore {
      trial = Trial(rung: rung, secondsToBeat: step)
      rung += 1
    }
  }

  private mutating func end(_ trial: Trial, step: Double) {
    let isOfMore = rung > trial.rung, stays = step < (isOfMore ? 1 : 0.9) * trial.secondsToBeat
    if !stays { rung = trial.rung }
    let pauses = Self.pausesBeforeMore
    pauseBeforeMore = isOfMore && !stays ? min(2 * pauseBeforeMore, pauses.upperBound) : pauses.lowerBound
    self.trial = nil
    sinceTrial = 0
  }
}

/// Lets the number of computing threads follow a ladder while steps are made, and puts it back for all else.
struct ThreadFollower {
  /// Time that tells enough of steps, in seconds; looking takes 20 µs.
  private static let look = 0.05

  private let most = Engine.threads
  private var ladder = ThreadLadder(most: Engine.threads)
  private var steps = 0, seconds = 0.0
  private var waited = Machine.waitedSeconds

  /// Takes the threads that the next step is to have.
  func stepBegins() { Self.take(ladder.threads) }

  /// Takes in a step of so many seconds.
  mutating func stepEnded(seconds step: Double) {
    steps += 1
    seconds += step
    guard most > 1, seconds >= Self.look, steps >= 2 else { return }
    let now = Machine.waitedSeconds
    ladder.stepsEnded(step: seconds / Double(steps), seconds: seconds, waited: now - waited)
    (steps, seconds, waited) = (0, 0, now)
  }

  /// Takes as many threads as there may be again.
  func stepsEnded() { Self.take(most) }

  private static func take(_ count: Int) {
    if Engine.threads != count { Engine.threads = count }
  }
}
