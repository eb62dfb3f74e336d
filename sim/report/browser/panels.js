// Small charts stand three abreast on paper; `print.js` would give each a whole line.
window.addEventListener("beforeprint", () => {
  const third = 212;
  for (const chart of document.querySelectorAll(".chart.small")) {
    Plotly.relayout(chart, { width: third, autosize: false });
  }
});
