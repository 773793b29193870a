import Compute
import Model

/// All of a model's training: what makes it go on, bit for bit, as if it had not been interrupted (with the same build,
/// machine and number of threads). One safetensors file, which also Python reads.
///
/// Tensors are row-major float32 under the parameters' names, Adam's moments under `adam.first.` and `adam.second.`
/// before these; the learning curves are float64. All else stands in the metadata.
public struct Checkpoint {
  /// The model with its optimizer and its place in training.
  public let model: GMVAE
  /// Every epoch since the model was made.
  public var history: [EpochRecord]
  /// How it was last trained.
  public var settings: TrainingSettings?
  /// What it was made for or last trained on.
  public var data: DataIdentity
  /// What the person says of the components.
  public var notes = ComponentNotes()
  /// The machinery it was trained with; decides about bits, not about meaning.
  public var machinery: Machinery

  /// What results depend on in their last bits.
  public struct Machinery: Sendable, Equatable {
    /// The program's version.
    public var program: String
    /// How many threads computed.
    public var threads: Int
    /// The instruction set of the kernels.
    public var instructions: String
    /// The version of oneDNN.
    public var library: String

    /// This process's own.
    public static func current(program: String) -> Machinery {
      Machinery(
        program: program, threads: Engine.threads, instructions: Engine.instructionSet, library: Engine.version)
    }
  }

  /// Puts a checkpoint together.
  public init(
    _ model: GMVAE, history: [EpochRecord], settings: TrainingSettings?, data: DataIdentity, machinery: Machinery
  ) {
    self.model = model
    self.history = history
    self.settings = settings
    self.data = data
    self.machinery = machinery
  }

  /// What `format` says in the metadata of a checkpoint, and of weights alone.
  static let format = "gmvae checkpoint"
  static let weightsFormat = "gmvae weights"
  static let version = 2
  static let moments = Adam.moments.map { "\(Adam.name).\($0)." }
  static let trainColumns = 6
  static let testColumns = 5
  static let metricsColumns = 1 + ClusterMetrics.names.count
}
