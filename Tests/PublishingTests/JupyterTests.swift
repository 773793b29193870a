import Bytes
import Foundation
import Notebook
import TestSupport
import Testing

@testable import Publishing

@Suite("A Jupyter notebook")
struct JupyterTests {
  private static let png: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]
  private static let text = """
    ---
    title: T
    ---
    # Words
    and ![p](p.png) more

    ```gmvae
    print "a"
    plot data
    ```

    <!-- gmvae:output 12 -->

    ```output
    a
    b
    ```

    ![data](n_files/data.png)

    *other*

    <!-- /gmvae:output -->

    """

  private struct File: Decodable {
    struct Cell: Decodable {
      struct Output: Decodable {
        let output_type: String
        let name: String?
        let text: [String]?
      }

      let cell_type: String
      let id: String
      let source: [String]
      let outputs: [Output]?
    }

    let nbformat: Int
    let nbformat_minor: Int
    let cells: [Cell]
  }

  private func json(_ text: String = text) -> (json: String, missing: [String]) {
    let notebook = JupyterNotebook(Notebook(parsing: Array(text.utf8)), named: "n") {
      ["p.png", "n_files/data.png"].contains($0) ? Self.png : nil
    }
    return (notebook.json, notebook.missing)
  }

  @Test("has prose, statements and what they gave, as nbformat 4.5 has them")
  func fields() throws {
    let json = json().json
    let file = try JSONDecoder().decode(File.self, from: Data(json.utf8))
    #expect(file.nbformat == 4 && file.nbformat_minor == 5)
    #expect(file.cells.map(\.cell_type) == ["markdown", "code"] && file.cells.map(\.id) == ["cell-1", "cell-2"])
    #expect(file.cells[0].source == ["# Words\n", "and ![p](attachment:picture-1) more"])
    #expect(file.cells[1].source == ["print \"a\"\n", "plot data"])
    let outputs = try #require(file.cells[1].outputs)
    #expect(outputs.map(\.output_type) == ["stream", "display_data", "display_data"])
    #expect(outputs[0].name == "stdout" && outputs[0].text == ["a\n", "b\n"])
    let bundle = "{\"image/png\":\"\(Base64.encoded(Self.png))\""
    #expect(
      json.contains("\"attachments\":{\"picture-1\":" + bundle)
        && json.contains("\"data\":" + bundle + ",\"text/plain\":[\"data\"]"))
    #expect(json.contains("{\"text/markdown\":[\"*other*\"]"))
  }

  @Test("names the pictures that are not there, and leaves their links")
  func missing() {
    let made = json("![q](q.png)")
    #expect(made.missing == ["q.png"] && made.json.contains("![q](q.png)"))
  }
}
