import Language
import Notebook

/// Any bytes as a notebook: printed, they are the same; with new outputs the cells are the same and parse to themselves;
/// its program runs or gives messages. Built by `Scripts/fuzz notebook`.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzNotebook(_ bytes: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let bytes = Array(UnsafeBufferPointer(start: bytes, count: count))
  var notebook = Notebook(parsing: bytes)
  guard notebook.bytes == bytes else { fatalError("the notebook does not print to itself") }
  let text = String(decoding: bytes, as: UTF8.self)
  for (index, cell) in notebook.cells.enumerated() {
    let parts = [OutputPart.text(text), .figure(name: "latents", path: "a_files/latents.png")]
    notebook.setOutput(CellOutput(of: cell, showing: parts), ofCell: index)
  }
  let again = Notebook(parsing: notebook.bytes)
  guard again == notebook else { fatalError("the notebook with its outputs does not parse to itself") }
  guard !again.cells.contains(where: \.isStale) else { fatalError("a new output is stale") }
  do throws(Diagnostics) {
    _ = try NotebookProgram(again, named: "fuzz.md", toyCommands).frontMatter.statements()
  } catch {
    _ = error.rendered()
  }
  return 0
}
