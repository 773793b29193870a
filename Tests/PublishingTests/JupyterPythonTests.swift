import Foundation
import Notebook
import TestSupport
import Testing

@testable import Publishing

@Suite("A Jupyter notebook for Python")
struct JupyterPythonTests {
  static let hasJupyter = Python.has("nbformat") && Python.has("nbconvert")

  @Test(
    "is valid for nbformat, and a page with all its pictures for nbconvert",
    .enabled(if: hasJupyter, "needs python3 with nbformat and nbconvert"))
  func tour() throws {
    let text = try Data(contentsOf: PageTests.notebooks.appending(path: "tour.md"))
    let prose = "# A picture\n\n![data](tour_files/data.png)\n\n![again](tour_files/data.png)\n\n"
    let notebook = Notebook(parsing: Array(prose.utf8) + Array(text))
    let jupyter = JupyterNotebook(notebook, named: "tour") {
      (try? Data(contentsOf: PageTests.notebooks.appending(path: $0))).map(Array.init)
    }
    #expect(jupyter.missing == [])
    let folder = try ScratchFolder()
    try folder.write(Array(jupyter.json.utf8), to: "tour.ipynb")
    let program = """
      import sys, nbformat, nbconvert
      notebook = nbformat.read(sys.argv[1], nbformat.NO_CONVERT)
      nbformat.validate(notebook)
      page, _ = nbconvert.HTMLExporter().from_notebook_node(notebook)
      print(notebook.nbformat, len([c for c in notebook.cells if c.cell_type == "code"]), page.count('src="data:image/png;base64,'))
      """
    let shown = notebook.cells.compactMap(\.output).map { $0.markdown.components(separatedBy: "![").count - 1 }.reduce(
      0, +)
    #expect(Python.run(program, folder.path("tour.ipynb")) == "4 \(notebook.cells.count) \(shown + 2)\n")
  }
}
