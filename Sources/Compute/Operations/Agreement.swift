import CKernels

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
