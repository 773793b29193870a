/// How far a long command has come.
public struct Progress: Sendable, Equatable {
  /// Which part of the command's life it reports.
  public enum Phase: Sendable, Equatable {
    /// It has begun.
    case began
    /// It has come further.
    case advanced
    /// A part of it is complete (an epoch): one plain line if there is no terminal.
    case milestone
    /// It is over.
    case ended
  }

  /// A named number beside the bar, such as the ELBO.
  public struct Measure: Sendable, Equatable {
    /// Its name.
    public var name: String
    /// Its value now.
    public var value: Double

    /// Creates a measure.
    public init(_ name: String, _ value: Double) {
      self.name = name
      self.value = value
    }
  }

  /// Which part of the command's life this is.
  public var phase: Phase
  /// What is being done: `epoch 12/60`.
  public var title: String
  /// The part done, from 0 to 1.
  public var fraction: Double
  /// How fast it goes, in `rateUnit`.
  public var rate: Double?
  /// The unit of `rate`: `examples/s`.
  public var rateUnit: String
  /// The seconds it will still take.
  public var secondsLeft: Double?
  /// Numbers to show beside the bar.
  public var values: [Measure]

  /// Creates a report.
  public init(
    phase: Phase, title: String, fraction: Double, rate: Double? = nil, rateUnit: String = "examples/s",
    secondsLeft: Double? = nil, values: [Measure] = []
  ) {
    self.phase = phase
    self.title = title
    self.fraction = fraction
    self.rate = rate
    self.rateUnit = rateUnit
    self.secondsLeft = secondsLeft
    self.values = values
  }
}
