import TestSupport
import Testing

@testable import Model

extension SmallModel {
  /// Expects the gradients that were computed last to be the central differences of a loss, for some entries of every parameter.
  func expectDifferences(from plain: PlainModel, of loss: (PlainModel) -> Double) throws {
    let step = 1e-7  // so small that it seldom crosses a rectifier's kink
    for parameter in model.parameters.all where parameter.isTrained {
      let values = try gradient(parameter.name)
      let entries = Array(stride(from: 0, to: values.count, by: 1 + values.count / 4))
      let differences = entries.map { index in
        func moved(_ change: Double) -> Double {
          var moved = plain
          moved.parameters[parameter.name]?[index] += change
          return loss(moved)
        }
        return (moved(step) - moved(-step)) / (2 * step)
      }
      expectClose(entries.map { values[$0] }, differences, relative: 1e-3, parameter.name)
    }
  }

  /// Expects the gradients that were computed last to be those of another model of the same kind.
  func expectGradients(of other: SmallModel, relative: Double) throws {
    for parameter in model.parameters.all where parameter.isTrained {
      let expected = try other.gradient(parameter.name).map(Double.init)
      expectClose(try gradient(parameter.name), expected, relative: relative, parameter.name)
    }
  }

  private func gradient(_ name: String) throws -> [Float] {
    try #require(pass.gradients[name]).rowMajorValues(engine: model.engine)
  }
}
