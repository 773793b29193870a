import Language

/// What a kernel says of itself.
struct KernelInformation: Sendable {
  let version: String

  var content: [(String, Value)] {
    let language = Value.object([
      ("name", .text("gmvae")), ("version", .text(version)), ("mimetype", .text("text/x-gmvae")),
      ("file_extension", .text(".gmv")), ("pygments_lexer", .text("text")),
      // No editor knows the language; comments, texts and numbers are as in Python.
      ("codemirror_mode", .text("python")),
    ])
    return [
      ("protocol_version", .text("5.3")), ("implementation", .text("gmvae")),
      ("implementation_version", .text(version)), ("language_info", language),
      ("banner", .text("gmvae \(version): Gaussian-mixture VAEs. help lists the commands.")),
      ("help_links", .list([Self.paper])), ("debugger", .boolean(false)), ("supported_features", .list([])),
    ]
  }

  private static let paper = Value.object([
    ("text", .text("The paper")), ("url", .text("https://arxiv.org/abs/1611.02648")),
  ])
}
