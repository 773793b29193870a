import Language

extension Notebook {
  /// A notebook to begin with: front matter, and a cell that runs.
  ///
  /// - Parameters:
  ///   - title: its title; it may hold any characters.
  ///   - path: the file that it is to be, for the command that runs it.
  public init(skeletonTitled title: String, at path: String) {
    let title = title.escapingControls
    let quoted = title.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
    let text = """
      ---
      title: "\(quoted)"
      parameters:
        epochs: 20   # replaced by epochs=5 on the command line
      seed: 1
      ---

      # \(title)

      What is this about? Run it with

      ```sh
      gmvae run "\(path.escapingControls)" --update
      ```

      and what each cell gives is stored below it.

      ```gmvae
      load arcs
      model components=8
      train epochs epochs lambda=1.5
      plot latents color=component
      ```

      """
    self.init(parsing: Array(text.utf8))
  }
}
