import Compute
import Model

/// How a model is trained.
public struct TrainingSettings: Sendable, Equatable {
  /// How long.
  public var length: TrainingLength
  /// Adam's learning rate, at its highest.
  public var rate: Double
  /// Examples a step.
  public var batch: Int
  /// M, draws of x and w for each example.
  public var samples: Int
  /// The minimum information constraint on the z prior, in nats; 0 for none.
  public var lambda: Ramp
  /// How the conditional prior and the z prior are computed.
  public var formulation = Formulation.closed
  /// Whether pixels are drawn as 0 or 1 at each visit.
  public var isBinary = false
  /// What large products multiply.
  public var precision = Precision.float32
  /// How far training images are transformed at each visit, as copies for consistency are; 0 for not at all.
  public var augmentation = 0.0
  /// For so many epochs of the model's life it is a plain VAE with p(x) = N(0, I); then its prior becomes a mixture fitted to the
  /// posterior means.
  public var pretraining = 0.0
  /// How rate and weights change with the model's age.
  public var schedule = Schedule()
  /// What is asked of the responsibilities beside the ELBO.
  public var consistency = ConsistencySettings()
  /// What is asked of examples and their neighbors.
  public var agreement = AgreementSettings()
  /// What it counts that examples of class c belong to component c, the mean over those of a known class; 0 for not at all.
  public var supervision = 0.0
  /// Training ends where the ELBO has not risen for so many epochs, whatever the length leaves; 0 for not.
  public var patience = 0.0
  /// After every so many epochs of the model's life the cluster metrics of the test examples are taken; 0 for never.
  public var metricsInterval: Int

  /// Names the settings.
  public init(
    _ length: TrainingLength, rate: Double, batch: Int, samples: Int = 1, lambda: Double = 0, metricsInterval: Int = 0
  ) {
    self.length = length
    self.rate = rate
    self.batch = batch
    self.samples = samples
    self.lambda = Ramp(lambda)
    self.metricsInterval = metricsInterval
  }

  /// The age, in epochs, from which on the objective is the same.
  var settledAge: Double {
    let ramps = TrainingOption<Ramp>.all.map { self[keyPath: $0.path].end }
    return max(schedule.settledAge, pretraining, ramps.max() ?? 0)
  }

  /// Adam's rate at an age, in epochs.
  func rate(age: Double) -> Double { rate * schedule.rateFactor(age: age) }

  /// What is minimized at an age, in epochs.
  func objective(age: Double) -> Objective {
    var objective = Objective(
      lambda: lambda.value(age: age), formulation: formulation, weights: schedule.weights(age: age),
      consistency: consistency.value(age: age))
    objective.agreement = agreement.value(age: age)
    objective.supervision = supervision
    objective.isBinary = isBinary
    objective.augmentation = augmentation
    objective.holdsPrior = age < pretraining
    return objective
  }
}

/// How long a call of training goes on. Steps and minutes may end in the middle of an epoch.
public enum TrainingLength: Sendable, Equatable {
  /// Epochs to complete; one that was interrupted before counts when it is completed.
  case epochs(Int)
  /// Steps to take.
  case steps(Int)
  /// Minutes by the clock, evaluation counted.
  case minutes(Double)
}

/// What is asked of the responsibilities beside the ELBO, at every age of a model; see `Consistency`.
public struct ConsistencySettings: Sendable, Equatable {
  /// What it counts beside the ELBO, in nats; 0 switches it off.
  public var weight = Ramp(0)
  /// What log densities are divided by.
  public var temperature = Consistency().temperature
  /// The weight of the mean responsibilities' divergence from uniform.
  public var balance = Ramp(Consistency().balance)
  /// The weight of the responsibilities' entropy.
  public var entropy = Ramp(Consistency().entropy)
  /// Into how many groups components fall; 0 for none.
  public var groups = Consistency().groups
  /// How far copies are from their examples.
  public var distortion = Consistency().distortion

  /// Off.
  public init() {}

  /// Whether it takes part in training at any age.
  public var isOn: Bool { weight.from > 0 || weight.to > 0 }

  /// What it is at an age, in epochs.
  func value(age: Double) -> Consistency {
    Consistency(
      weight: weight.value(age: age), temperature: temperature, balance: balance.value(age: age),
      entropy: entropy.value(age: age), groups: groups, distortion: distortion)
  }
}

/// What is asked of examples and their neighbors, at every age of a model; see `Agreement`.
public struct AgreementSettings: Sendable, Equatable {
  /// What agreement counts beside the ELBO, in nats; 0 switches it off.
  public var weight = 0.0
  /// What the cross entropy with the partition counts.
  public var partition = Ramp(10)

  /// Off.
  public init() {}

  /// Whether it takes part in training.
  public var isOn: Bool { weight > 0 }

  /// What it is at an age, in epochs.
  func value(age: Double) -> Agreement? {
    isOn ? Agreement(weight: weight, partition: partition.value(age: age)) : nil
  }
}
