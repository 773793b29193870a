import CKernels

/// The wish that an example and a transformed copy of it belong to the same component: the loss gains
///
///     weight · { KL(q ‖ q') + balance · KL(q̄ ‖ uniform) + entropy · H(q) }
///
/// with q and q' the responsibilities of example and copy at the posterior means, softened by a temperature
/// (softmax(log densities / T)), and q̄ the mean of q over the batch. q in the first term is taken as given: the copy follows
/// its example. In the spirit of IMSAT (Hu et al. 2017) and IIC (Ji et al. 2019).
public struct Consistency: Sendable, Equatable {
  /// What it counts beside the ELBO, in nats; 0 switches it off.
  public var weight: Double
  /// T: above 1 where a large latent makes all responsibilities 0 or 1.
  public var temperature: Double
  /// The weight of the mean responsibilities' divergence from uniform.
  public var balance: Double
  /// The weight of the responsibilities' entropy, which makes examples decide.
  public var entropy: Double
  /// Where above 0: components with the same number modulo this count as one, and only the ELBO tells them apart.
  public var groups: Double
  /// How far copies are from their examples; 1 for the standard deviations that transformations name.
  public var distortion: Double

  /// Names the weights.
  public init(
    weight: Double = 0, temperature: Double = 1, balance: Double = 4, entropy: Double = 0.5, groups: Double = 0,
    distortion: Double = 1
  ) {
    self.weight = weight
    self.temperature = temperature
    self.balance = balance
    self.entropy = entropy
    self.groups = groups
    self.distortion = distortion
  }

  /// Whether it takes part in training at all.
  public var isOn: Bool { weight > 0 }

  /// How many groups K components fall into.
  public func groupCount(components: Int) -> Int { groups >= 1 ? min(Int(groups), components) : components }

  /// The terms for K components.
  func kernel(components: Int) -> gm_consistency {
    gm_consistency(
      weight: Float(weight), temperature: Float(temperature), balance: Float(balance), entropy: Float(entropy),
      groups: Int64(groupCount(components: components)))
  }
}

/// The wish that an example and a neighbor of it belong to the same component, and that components are used in given shares:
/// the loss gains
///
///     weight · { -log Σ_k q_k q'_k + KL(q̄ ‖ π) } - partition · log q_c
///
/// with q and q' the responsibilities of example and neighbor at the posterior means, q̄ the mean of q over the batch, π the
/// shares of a partition of the data, and c the example's cluster in it. In the spirit of SCAN (Van Gansbeke et al. 2020),
/// whose shares are uniform.
public struct Agreement: Sendable, Equatable {
  /// What it counts beside the ELBO, in nats; 0 switches it off.
  public var weight: Double
  /// What the cross entropy with the partition counts.
  public var partition: Double
  /// What log densities are divided by.
  public var temperature: Double

  /// Names the weights.
  public init(weight: Double = 0, partition: Double = 0, temperature: Double = 1) {
    self.weight = weight
    self.partition = partition
    self.temperature = temperature
  }

  var kernel: gm_agreement {
    gm_agreement(weight: Float(weight), partition: Float(partition), temperature: Float(temperature))
  }
}
