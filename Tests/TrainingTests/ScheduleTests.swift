import Model
import Testing

@testable import Training

@Suite("What changes with a model's age")
struct ScheduleTests {
  @Test("is nothing where no schedule is named")
  func constant() {
    let settings = TrainingSettings(.epochs(1), rate: 1e-3, batch: 10, lambda: 1.5)
    for age in [0, 0.5, 100] {
      #expect(settings.rate(age: age) == 1e-3 && settings.objective(age: age) == Objective(lambda: 1.5))
    }
  }

  @Test("the rate rises in proportion to it and falls along half a cosine")
  func rate() {
    var schedule = Schedule()
    schedule.warmup = 2
    #expect([0, 0.5, 1, 2, 9].map(schedule.rateFactor) == [0, 0.25, 0.5, 1, 1])
    schedule = Schedule()
    schedule.cosine = 8
    for (age, expected) in [(0, 1.0), (2, 0.853_553_390_6), (4, 0.5), (6, 0.146_446_609_4), (8, 0), (9, 0)]
      as [(Double, Double)]
    {
      #expect(abs(schedule.rateFactor(age: age) - expected) < 1e-9)
    }
    schedule.warmup = 4
    #expect(abs(schedule.rateFactor(age: 2) - 0.426_776_695_3) < 1e-9)
  }

  @Test("the ELBO counts little while assignments come first, and its divergences rise from nothing")
  func weights() {
    var schedule = Schedule()
    schedule.assignmentFirst = 2
    schedule.early = 0.1
    #expect([0, 1.99, 2, 5].map(schedule.generativeWeight) == [0.1, 0.1, 1, 1])
    schedule.annealing = 4
    #expect([0, 1, 2, 4, 5].map(schedule.divergenceWeight) == [0, 0.25, 0.5, 1, 1])
  }

  @Test("a ramp goes along a line between two ages, and is a step where these are the same")
  func ramp() throws {
    let falling = try #require(Ramp([1.5, 0, 20])), late = try #require(Ramp([0, 1, 10, 20]))
    let step = try #require(Ramp([2, 1, 3, 3]))
    #expect([0, 5, 1e9].map(Ramp(3).value) == [3, 3, 3])
    #expect([0, 5, 10, 20, 99].map(falling.value) == [1.5, 1.125, 0.75, 0, 0])
    #expect([0, 10, 12, 20, 21].map(late.value) == [0, 0, 0.2, 1, 1])
    #expect([0, 2.99, 3, 4].map(step.value) == [2, 2, 1, 1])
    #expect(Ramp([1, 2]) == nil && Ramp([]) == nil && Ramp([1, 0, 9, 8]) == nil)
  }

  @Test("each term's weight is its own, times those of all")
  func terms() throws {
    var settings = TrainingSettings(.epochs(1), rate: 1e-3, batch: 10)
    settings.lambda = try #require(Ramp([1, 0, 4]))
    settings.schedule.terms.component = try #require(Ramp([2, 4, 8]))
    settings.schedule.terms.reconstruction = Ramp(0.5)
    settings.schedule.annealing = 8
    let objective = settings.objective(age: 2)
    #expect(objective.lambda == 0.5)
    #expect(objective.weights == .init(reconstruction: 0.5, conditional: 0.25, style: 0.25, component: 0.625))
  }
}
