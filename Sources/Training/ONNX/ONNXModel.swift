import Archive
import Compute
import Data
import Model

/// A model as ONNX files, which need no gmvae to run: one from observations to posteriors and components, one from latents
/// to observations.
public struct ONNXModel {
  /// Which half of a model.
  public enum Part: String, CaseIterable, Sendable {
    /// y → p(z|y), and mean and log variance of q(x|y) and q(w|y). Of a table, its columns take the place of y.
    case encoder
    /// x → the mean of p(y|x), and of a table in the units of its columns too. Of a model that tells batches apart, x and a 1 at the
    /// batch (or the batches' shares).
    case decoder
  }

  private let model: GMVAE
  private let notes: ComponentNotes
  private let columns: [Column]?
  private let metadata: [String: String]
  private let version: String

  /// The model of a checkpoint; the file says what it is and what it was made for.
  public init(_ checkpoint: Checkpoint) {
    model = checkpoint.model
    notes = checkpoint.notes
    columns = checkpoint.data.columns
    metadata = checkpoint.modelMetadata.filter { !["format", "version", "program"].contains($0.key) }.merging(
      (columns ?? []).metadata
    ) { $1 }
    version = checkpoint.machinery.program
  }

  private var specification: ModelSpecification { model.specification }
  private var observedSides: [Int] { specification.observedShape.sides }

  /// The bytes of the file of one half.
  public func file(_ part: Part) throws -> [UInt8] {
    switch part {
    case .encoder: try encoder()
    case .decoder: try decoder()
    }
  }

  private func encoder() throws -> [UInt8] {
    var graph = ONNXGraph(named: "gmvae_encoder", description: "y to p(z|y), q(x|y) and q(w|y)")
    let y: String
    if let columns {
      graph.addInput("columns", [columns.count], isDouble: true)
      y = graph.observed(columns, "columns")
    } else {
      graph.addInput("y", observedSides)
      y = "y"
    }
    let isLogarithm = specification.likelihood.encodesLogarithms
    let read = isLogarithm ? graph.apply("Log", [graph.apply("Add", [y, graph.constant([1], [])])]) : y
    let heads = try graph.apply(.encoder, of: model, to: read)
    var end = 0
    func next(_ name: String, _ size: Int) -> String {
      end += size
      graph.addOutput(name, [size])
      return graph.slice(heads, end - size, end, named: name)
    }
    let latent = specification.latent, style = specification.style
    let x = next("x_mean", latent)
    _ = next("x_log_variance", latent)
    let w = next("w_mean", style)
    _ = next("w_log_variance", style)
    let logits =
      specification.hasComponentHead
      ? graph.slice(heads, end, end + specification.components) : try densities(of: x, at: w, &graph)
    let most = responsibilities(of: logits, &graph)
    _ = graph.apply("ArgMax", [most], [("axis", .integer(1)), ("keepdims", .integer(0))], named: "component")
    graph.addOutput("responsibilities", [specification.components])
    graph.addIndexOutput("component")
    return graph.file(producer: version, metadata: metadata)
  }

  /// Adds the output of responsibilities, in which components that count as one have the sum of theirs: p M, where M has a 1
  /// in row k at the component that stands for k. Returns what is largest for the component of an example.
  private func responsibilities(of logits: String, _ graph: inout ONNXGraph) -> String {
    let softmax = [("axis", ONNXGraph.Attribute.integer(1))]
    guard !notes.groups.isEmpty else {
      _ = graph.apply("Softmax", [logits], softmax, named: "responsibilities")
      return logits
    }
    let components = specification.components
    var matrix = [Float](repeating: 0, count: components * components)
    for k in 0..<components { matrix[k * components + notes.representative(of: k)] = 1 }
    return graph.apply(
      "MatMul", [graph.apply("Softmax", [logits], softmax), graph.constant(matrix, [components, components])],
      named: "responsibilities")
  }

  /// log N(x; mu_k(w), var_k(w)) of every component, up to a constant: -½ Σ_d [(x_d - mu_kd)² e^-lv_kd + lv_kd].
  private func densities(of x: String, at w: String, _ graph: inout ONNXGraph) throws -> String {
    let components = specification.components, latent = specification.latent, width = components * latent
    let heads = try graph.apply(.prior, of: model, to: w)
    let means = graph.reshape(graph.slice(heads, 0, width), [components, latent])
    let limits = [graph.constant([-20], []), graph.constant([20], [])]
    let logVariances = graph.apply(
      "Clip", [graph.reshape(graph.slice(heads, width, 2 * width), [components, latent])] + limits)
    let distances = graph.apply("Sub", [graph.reshape(x, [1, latent]), means])
    let precisions = graph.apply("Exp", [graph.apply("Neg", [logVariances])])
    let scaled = graph.apply("Mul", [graph.apply("Mul", [distances, distances]), precisions])
    let sum = graph.apply(
      "ReduceSum", [graph.apply("Add", [scaled, logVariances]), graph.constant([2])], [("keepdims", .integer(0))])
    return graph.apply("Mul", [sum, graph.constant([-0.5], [])])
  }

  private func decoder() throws -> [UInt8] {
    var graph = ONNXGraph(named: "gmvae_decoder", description: "x to the mean of p(y|x)")
    graph.addInput("x", [specification.latent])
    graph.addOutput("y_mean", observedSides)
    var input = "x"
    if let covariate = specification.covariate {
      graph.addInput("batch", [covariate.count])
      input = graph.apply("Concat", ["x", "batch"], [("axis", .integer(1))])
    }
    let heads = try graph.apply(.decoder, of: model, to: input)
    let isImage = specification.shapes(of: .decoder).last?.isImage ?? false
    let first = isImage ? specification.observedShape.channels : specification.observed
    let isWhole = specification.likelihood.parameters.count == 1
    let firsts = isWhole ? heads : graph.slice(heads, 0, first)
    let means = try mean(firsts, &graph)
    let y = graph.reshape(means, observedSides, named: "y_mean")
    if let columns {
      graph.addOutput("values", observedSides, isDouble: true)
      graph.originals(columns, y, named: "values")
    }
    return graph.file(producer: version, metadata: metadata)
  }

  /// The numbers of a table's columns, and the probabilities of the levels of each category.
  private func columnMeans(_ firsts: String, _ graph: inout ONNXGraph) -> String {
    let size = specification.observed,
      isOne = specification.likelihood == .categorical && specification.categories.isEmpty
    var parts: [String] = [], place = 0
    for range in isOne ? [0..<size] : specification.categories {
      if place < range.lowerBound { parts.append(graph.slice(firsts, place, range.lowerBound)) }
      let logits = graph.slice(firsts, range.lowerBound, range.upperBound)
      parts.append(graph.apply("Softmax", [logits], [("axis", .integer(1))]))
      place = range.upperBound
    }
    if place < size { parts.append(graph.slice(firsts, place, size)) }
    return parts.count == 1 ? parts[0] : graph.apply("Concat", parts, [("axis", .integer(1))])
  }

  /// The mean that a likelihood's first parameters stand for.
  private func mean(_ firsts: String, _ graph: inout ONNXGraph) throws(ArchiveError) -> String {
    switch specification.likelihood {
    case .bernoulli: return graph.apply("Sigmoid", [firsts])
    case .gaussian: return firsts
    case .poisson: return graph.apply("Exp", [firsts])
    case .nb:
      // Of 10,000 counts, as the program's own means are.
      let shares = graph.apply("Softmax", [firsts], [("axis", .integer(1))])
      return graph.apply("Mul", [shares, graph.constant([Float(Likelihood.typicalSize)], [])])
    case .categorical, .mixed: return columnMeans(firsts, &graph)
    default: throw ArchiveError("the likelihood '\(specification.likelihood.name)' cannot be written as ONNX")
    }
  }
}
