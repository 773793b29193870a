// Where a figure's data are damaged, its picture stays.
for (const figure of document.querySelectorAll("figure.scatter")) {
  try {
    new Scatter(figure, JSON.parse(figure.querySelector("script").textContent));
  } catch (error) {
    console.warn("a figure's points cannot be shown:", error);
  }
}
