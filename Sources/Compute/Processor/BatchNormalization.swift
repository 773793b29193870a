import CKernels

extension Normalization {
  /// Each channel over the batch (Ioffe and Szegedy 2015); see `BatchNormalization`.
  public static let batch = Normalization(mark: "*", name: "batch normalization", hasStatistics: true) {
    (engine, source, parameters, training) throws(ComputeError) in
    guard let (mean, variance) = parameters.statistics else {
      throw ComputeError(operation: "planning batch normalization", status: "it has no running statistics")
    }
    let channels = BatchNormalization.Channels(
      scale: parameters.scale, shift: parameters.shift, mean: mean, variance: variance)
    return try BatchNormalization(source: source, channels: channels, training: training, engine: engine)
  }
}

/// Batch normalization followed by a rectifier, y = max(0, γ (x - μ)/√(σ² + ε) + β), each channel over the batch and,
/// for images, over its pixels (Ioffe and Szegedy 2015).
///
/// In training μ and σ² are the batch's and move the running statistics; in evaluation they are the running ones.
public final class BatchNormalization: PlannedNormalization {
  /// The learned and the running numbers of each channel.
  public struct Channels {
    /// γ and β, and the running mean and variance.
    public let scale, shift, mean, variance: Tensor

    /// Names the tensors, each with one number a channel.
    public init(scale: Tensor, shift: Tensor, mean: Tensor, variance: Tensor) {
      self.scale = scale
      self.shift = shift
      self.mean = mean
      self.variance = variance
    }
  }

  /// Added to the variance before the root.
  public static let epsilon: Float = 1e-5
  /// How far the running statistics move toward each batch's.
  public static let momentum: Float = 0.1

  /// y, in x's layout.
  public let destination: Tensor
  private let source: ReorderedTensor
  private let channels: Channels
  private let shape: gm_channels
  private let batchMean: Buffer
  private let batchVariance: Buffer
  private let scratch: Buffer
  private let training: Bool
  private let engine: Engine
  private var gradients: (incoming: Tensor, scale: Tensor, shift: Tensor)?

  /// Plans the forward pass for a matrix (rows × channels) or images (batch, channels, height, width).
  public init(source: Tensor, channels: Channels, training: Bool, engine: Engine) throws(ComputeError) {
    let layout = try Self.readableLayout(source.layout)
    self.source = try ReorderedTensor(reading: source, as: layout, engine: engine)
    self.channels = channels
    self.training = training
    self.engine = engine
    destination = try Tensor(layout)
    shape = try Self.shape(of: layout)
    batchMean = try Buffer(count: Int(shape.channels))
    batchVariance = try Buffer(count: Int(shape.channels))
    scratch = try Buffer(count: Int(gm_normalization_scratch(shape.channels)))
  }

  /// Plans the backward pass; `gradient` is dL/dy on entry, in y's layout, and dL/dx on return.
  public func planBackward(gradient: Tensor, scale: Tensor, shift: Tensor) throws(ComputeError) {
    guard gradient.layout == destination.layout else {
      throw ComputeError(operation: "planning a normalization's gradient", status: "its layout is not the output's")
    }
    gradients = (gradient, scale, shift)
  }

  /// Normalizes, and in training moves the running statistics.
  public func forward() throws(ComputeError) {
    try source.run()
    try engine.measure(.normalization) { () throws(ComputeError) in normalize() }
  }

  private func normalize() {
    let x = source.tensor.pointer, scale = channels.scale.pointer, shift = channels.shift.pointer
    let mean = channels.mean.pointer, variance = channels.variance.pointer
    withUnsafePointer(to: shape) {
      if training {
        gm_normalize_training(
          $0, Self.epsilon, Self.momentum, x, scale, shift, batchMean.pointer, batchVariance.pointer, mean, variance,
          scratch.pointer, destination.pointer)
      } else {
        gm_normalize($0, Self.epsilon, x, scale, shift, mean, variance, destination.pointer)
      }
    }
  }

  /// Computes the planned gradients.
  public func backward() throws(ComputeError) {
    guard let gradients else { return }
    try engine.measure(.normalization) { () throws(ComputeError) in
      withUnsafePointer(to: shape) {
        gm_normalize_backward(
          $0, Self.epsilon, source.tensor.pointer, channels.scale.pointer, channels.shift.pointer, batchMean.pointer,
          batchVariance.pointer, scratch.pointer, gradients.incoming.pointer, gradients.scale.pointer,
          gradients.shift.pointer)
      }
    }
  }

  /// The layout itself where the kernels can read it, else pixels with their channels side by side.
  private static func readableLayout(_ layout: Layout) throws(ComputeError) -> Layout {
    guard layout.dimensions.count == 4 else { return layout }
    let known = try [Layout.channelsBlocked16(layout.dimensions), .channelsLast(layout.dimensions)]
    return known.contains(layout) ? layout : known[1]
  }

  private static func shape(of layout: Layout) throws(ComputeError) -> gm_channels {
    let d = layout.dimensions, pixels = d.dropFirst(2).reduce(1, *), group = Int(GM_CHANNEL_GROUP)
    let isBlocked = d.count == 4 ? try Layout.channelsBlocked16(d) == layout : false
    let stored = isBlocked ? (d[1] + group - 1) / group * group : d[1]
    return gm_channels(
      batch: Int64(d[0]), channels: Int64(d[1]), pixels: Int64(pixels), batch_stride: Int64(stored * pixels),
      group_stride: Int64(isBlocked ? group * pixels : group), pixel_stride: Int64(isBlocked ? group : stored))
  }
}
