import Compute
import Glibc
import Interruption

/// The synthetic data of the GMVAE paper (arXiv 1611.02648): five arcs around the origin, fitted to the authors' points.
public enum FiveArcs {
  /// Draws `count` labeled points of two values to train on and `testCount` (a fifth, if not given) to test on.
  ///
  /// Label k is uniform in 0…4. With a = 4.3° + 72° k, center c = 0.60 (cos a, sin a), angle t = a + 85° + 32° N(0,1) and
  /// radius r = 0.365 + 0.0255 N(0,1), the point is c + r (cos t, sin t). The same seed gives the same points; a larger
  /// count adds points to them, and the test points do not depend on it. Fewer are drawn if the person asked to stop.
  public static func make(count: Int = 10_000, testCount: Int? = nil, seed: UInt64) -> Dataset {
    Dataset(
      name: "arcs", train: draw(count, seed: seed, stream: 0),
      test: draw(testCount ?? count / 5, seed: seed, stream: 1), classes: (0...4).map(String.init))
  }

  private static func draw(_ count: Int, seed: UInt64, stream: UInt32) -> Examples {
    var generator = CounterGenerator(seed: seed, purpose: RandomPurpose.data.rawValue, epoch: stream)
    var labels: [Int] = []
    var values: [Float] = []
    for index in 0..<count {
      if index % 4096 == 4095, Interruption.isRequested { break }
      let label = min(Int(generator.uniform() * 5), 4)
      let (x, y) = point(onArc: label, &generator)
      labels.append(label)
      values += [Float(x), Float(y)]
    }
    return Examples(shape: .vector(2), storage: .floats(values), labels: labels)
  }

  private static func point(onArc label: Int, _ generator: inout CounterGenerator) -> (x: Double, y: Double) {
    let degree = Double.pi / 180
    let center = (4.3 + 72 * Double(label)) * degree
    let angle = center + (85 + 32 * generator.normal()) * degree
    let radius = 0.365 + 0.0255 * generator.normal()
    return (0.60 * cos(center) + radius * cos(angle), 0.60 * sin(center) + radius * sin(angle))
  }
}
