// Where a figure's data are damaged, its picture stays.
for (const figure of document.querySelectorAll("figure.scatter")) {
  try {
    new Scatter(figure, JSON.parse(figure.querySelector("script").textContent));
  } catch (error) {
    console.warn("a figure's points cannot be shown:", error);
  }
}
for (const table of document.querySelectorAll("main table")) if (!table.closest(".scatter")) makeSortable(table);
if (window.ImageDecoder) for (const image of document.querySelectorAll('img[src^="data:image/gif"]')) Film.make(image).catch(() => {});
