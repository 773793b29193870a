import CKernels

#if canImport(Glibc)
  import Glibc
#endif

extension Likelihood {
  /// A diagonal Gaussian: log p = -½ Σ (y - mean)²/e^l + l + log 2π with log variances l, kept within ±20.
  public static let gaussian = Likelihood(
    name: "gaussian", title: "Gaussian", summary: "measurements of any size and sign", support: .real,
    parameters: ["mean", "log variance"], largestLogDensity: 0.5 * (20 - log(2 * Double.pi)),
    kernel: gm_gaussian_likelihood,
    drawNumber: { parameters, generator in
      parameters[0] + exp(0.5 * min(max(parameters[1], -20), 20)) * generator.normal()
    })
}
