import Data
import Model

extension ExampleShape {
  /// The shape as the model's networks see it.
  public var layerShape: LayerShape {
    switch self {
    case .vector(let count): .vector(count)
    case .image(let height, let width, let channels): .image(channels: channels, height: height, width: width)
    }
  }
}
