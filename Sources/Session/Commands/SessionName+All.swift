import Language

extension SessionName {
  /// Every name, in the order completion offers them.
  static let all = [
    SessionName(name: "elbo", summary: "the ELBO on the training data after the last epoch", fields: []),
    SessionName(name: "seed", summary: "the seed that everything random starts from", fields: []),
    SessionName(
      name: "data", summary: "the loaded data", fields: ["name", "count", "test", "classes", "size", "checksum"]),
    SessionName(
      name: "model", summary: "the model",
      fields: ["preset", "components", "latent", "style", "parameters", "epoch", "step"]),
    SessionName(
      name: "run", summary: "the last training",
      fields: [
        "outcome", "epochs", "steps", "elbo", "reconstruction", "conditional", "style", "component", "test_elbo",
        "seconds", "step_seconds", "rate", "batch", "samples", "lambda", "seed", "threads", "instructions", "history",
      ]),
  ]
}
