import CDNNL
import CKernels

/// Batch normalization followed by a rectifier, y = max(0, γ (x - μ)/√(σ² + ε) + β), each channel over the batch and,
/// for images, over its pixels (Ioffe and Szegedy 2015).
///
/// In training μ and σ² are the batch's and move the running statistics; in evaluation they are the running ones.
public final class BatchNormalization {
  /// The learned and the running numbers of each channel.
  public struct Channels {
    let scale, shift, mean, variance: Tensor

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

  private static let flags =
    dnnl_use_scale.rawValue | dnnl_use_shift.rawValue | dnnl_fuse_norm_relu.rawValue

  private let channels: Channels
  private let source: Tensor
  private let engine: Engine
  private let training: Bool
  private let descriptor: PrimitiveDescriptor
  private let forwardPrimitive: Primitive
  private let batchMean: Tensor
  private let batchVariance: Tensor
  private let workspace: Tensor?
  private var backwardPrimitive: Primitive?

  /// Plans the forward pass for a matrix (rows × channels) or images (batch, channels, height, width).
  public init(
    source: Tensor, destination: Tensor, channels: Channels, training: Bool, engine: Engine
  ) throws(ComputeError) {
    let source = try Self.asImages(source, engine: engine)
    let destination = try Self.asImages(destination, engine: engine)
    let descriptor = try Self.plan(source.layout, training: training, engine: engine)
    self.source = source
    self.channels = channels
    self.training = training
    self.engine = engine
    self.descriptor = descriptor
    batchMean = training ? try Tensor(channels.mean.dimensions, engine: engine) : channels.mean
    batchVariance = training ? try Tensor(channels.variance.dimensions, engine: engine) : channels.variance
    workspace =
      training
      ? try Tensor(descriptor.expectedLayout(DNNL_ARG_WORKSPACE, source.dimensions), engine: engine) : nil
    forwardPrimitive = try Primitive(
      descriptor,
      arguments: [
        (DNNL_ARG_SRC, source), (DNNL_ARG_DST, destination), (DNNL_ARG_MEAN, batchMean),
        (DNNL_ARG_VARIANCE, batchVariance), (DNNL_ARG_SCALE, channels.scale), (DNNL_ARG_SHIFT, channels.shift),
      ] + (workspace.map { [(DNNL_ARG_WORKSPACE, $0)] } ?? []), engine: engine)
  }

  /// Plans the backward pass; `gradient` is dL/dy on entry and dL/dx on return.
  public func planBackward(gradient: Tensor, scale: Tensor, shift: Tensor) throws(ComputeError) {
    guard let workspace else { return }
    let gradient = try Self.asImages(gradient, engine: engine)
    let plan = try PrimitiveDescriptor("a batch normalization's gradient") {
      gm_batch_normalization_backward(
        $0, engine.handle, source.layout.handle, Self.epsilon, Self.flags, descriptor.handle, $1)
    }
    backwardPrimitive = try Primitive(
      plan,
      arguments: [
        (DNNL_ARG_SRC, source), (DNNL_ARG_DIFF_DST, gradient), (DNNL_ARG_DIFF_SRC, gradient),
        (DNNL_ARG_MEAN, batchMean), (DNNL_ARG_VARIANCE, batchVariance), (DNNL_ARG_SCALE, channels.scale),
        (DNNL_ARG_SHIFT, channels.shift), (DNNL_ARG_WORKSPACE, workspace), (DNNL_ARG_DIFF_SCALE, scale),
        (DNNL_ARG_DIFF_SHIFT, shift),
      ], engine: engine)
  }

  /// Normalizes, and in training moves the running statistics.
  public func forward() throws(ComputeError) {
    try forwardPrimitive.execute()
    guard training else { return }
    let valuesPerChannel = source.dimensions.reduce(1, *) / source.dimensions[1]
    gm_running_statistics(
      Int64(source.dimensions[1]), Int64(valuesPerChannel), Self.momentum, batchMean.pointer, batchVariance.pointer,
      channels.mean.pointer, channels.variance.pointer)
  }

  /// Computes the planned gradients.
  public func backward() throws(ComputeError) { try backwardPrimitive?.execute() }

  private static func plan(_ layout: Layout, training: Bool, engine: Engine) throws(ComputeError) -> PrimitiveDescriptor
  {
    try PrimitiveDescriptor("a batch normalization of \(layout.dimensions)") {
      gm_batch_normalization_forward(
        $0, engine.handle, training ? dnnl_forward_training : dnnl_forward_inference, layout.handle, epsilon,
        training ? flags : flags | dnnl_use_global_stats.rawValue, $1)
    }
  }

  /// A matrix in the same memory as 1 × 1 images, channels last, for which oneDNN has fast code.
  private static func asImages(_ tensor: Tensor, engine: Engine) throws(ComputeError) -> Tensor {
    guard tensor.dimensions.count == 2 else { return tensor }
    return try Tensor(.channelsLast(tensor.dimensions + [1, 1]), in: tensor.buffer, engine: engine)
  }
}
