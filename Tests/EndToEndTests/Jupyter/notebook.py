"""Runs a notebook with nbclient and says what its cells gave."""

import sys

import nbclient
import nbformat

cells = ["load arcs count=400; model hidden=20", "train 2 epochs", "plot latents", "describe model", "print model.epoch"]
notebook = nbformat.v4.new_notebook(
    metadata={"kernelspec": {"name": "gmvae", "display_name": "gmvae", "language": "gmvae"}},
    cells=[nbformat.v4.new_code_cell(cell) for cell in cells],
)
nbclient.NotebookClient(notebook, timeout=60, resources={"metadata": {"path": sys.argv[1]}}).execute()
nbformat.validate(notebook)
nbformat.write(notebook, sys.argv[1] + "/run.ipynb")
for cell in notebook.cells:
    forms = [sorted(output.get("data", {output.output_type: 0})) for output in cell.outputs]
    print(cell.execution_count, forms)
