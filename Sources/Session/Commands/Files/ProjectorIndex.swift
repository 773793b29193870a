import Data

/// What lies where in a folder for the embedding projector.
struct ProjectorIndex {
  let count: Int
  let dimensions: Int
  /// The shape of the examples if there is a sprite of them.
  let image: ExampleShape?

  private var imageSize: (width: Int, height: Int)? {
    guard case .image(let height, let width, _)? = image else { return nil }
    return (width, height)
  }

  /// As projector.tensorflow.org reads it.
  var json: String {
    let sprite = imageSize.map {
      ",\n      \"sprite\": {\"imagePath\": \"sprite.png\", \"singleImageDim\": [\($0.width), \($0.height)]}"
    }
    return """
      {
        "embeddings": [
          {
            "tensorName": "posterior means of x",
            "tensorShape": [\(count), \(dimensions)],
            "tensorPath": "tensors.tsv",
            "metadataPath": "metadata.tsv"\(sprite ?? "")
          }
        ]
      }

      """
  }

  /// As TensorBoard's plugin reads it: a protocol buffer in text.
  var text: String {
    let sprite = imageSize.map {
      "  sprite { image_path: \"sprite.png\" single_image_dim: \($0.width) single_image_dim: \($0.height) }\n"
    }
    return """
      embeddings {
        tensor_name: "posterior means of x"
        tensor_path: "tensors.tsv"
        metadata_path: "metadata.tsv"
      \(sprite ?? "")}

      """
  }
}
