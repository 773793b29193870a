import Model
import Testing

@testable import Training

@Suite("The end of a training with patience")
struct PatienceTests {
  /// How many epochs with these ELBOs a training takes.
  private func epochs(_ elbos: [Double], patience: Double, first: Double = 0, onTest: Bool = true) -> Int {
    var settings = TrainingSettings(.minutes(5), rate: 1e-3, batch: 10)
    settings.patience = patience
    settings.schedule.assignmentFirst = first
    var run = TrainingRun(settings, seed: 1)
    for (index, elbo) in elbos.enumerated() where !run.isLevel {
      var terms = Terms(), other = Terms()
      terms.reconstruction = elbo
      other.reconstruction = Double(index)
      run.append(
        EpochRecord(epoch: index + 1, train: onTest ? other : terms, test: onTest ? terms : nil, seconds: 0))
    }
    return run.epochs.count
  }

  @Test("comes when so many epochs in a row have not raised the ELBO by a thousandth", arguments: [true, false])
  func level(onTest: Bool) {
    #expect(epochs([-9, -8, -7, -8, -7, -7.5, -6], patience: 3, onTest: onTest) == 6)
    #expect(epochs([-900, -800, -799.9, -799.8, -700], patience: 2, onTest: onTest) == 4)
    #expect(epochs([-9, -8, -7, -6, -5, -4], patience: 2, onTest: onTest) == 6)
  }

  @Test("never comes without patience, nor before the objective has stopped to change")
  func never() {
    #expect(epochs(Array(repeating: -5, count: 50), patience: 0) == 50)
    #expect(epochs(Array(repeating: -5, count: 50), patience: 2, first: 20) == 23)
  }
}
