/// How far an embedding in the plane has come.
public enum EmbeddingProgress: Sendable, Equatable {
  /// The share of the neighbors found.
  case neighbors(Double)
  /// Steps done, steps in all and, of t-SNE, KL(P ‖ Q) in nats without exaggeration.
  case steps(Int, of: Int, divergence: Double?)
}
