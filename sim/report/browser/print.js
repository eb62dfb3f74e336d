// Paper has no width of its own: charts are set to that of A4 before printing, and
// closed tables (but for long ones) are opened, then everything is put back. Last script: it starts all.
(() => {
  const paper = 680;
  let closed = [];

  // Streams glide to their new places, which paper does not wait for: they are drawn
  // anew, which they are at once.
  function resize(chart, size) {
    if (!chart.data.some((trace) => trace.type === "sankey")) return Plotly.relayout(chart, size);
    const { data, layout } = chart;
    const config = { ...chart._context };
    Plotly.purge(chart);
    return Plotly.newPlot(chart, data, { ...layout, ...size }, config);
  }

  window.addEventListener("beforeprint", () => {
    // A long table would fill dozens of sheets that nobody reads.
    closed = [...document.querySelectorAll("details:not([open]):not([data-long])")];
    for (const one of closed) one.open = true;
    for (const chart of charts.drawn) resize(chart, { width: paper, autosize: false });
  });

  window.addEventListener("afterprint", () => {
    for (const one of closed) one.open = false;
    for (const chart of charts.drawn) resize(chart, { width: null, autosize: true });
  });

  page.say();
})();
