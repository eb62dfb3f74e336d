// Paper has no width of its own: charts are set to that of A4 before printing, and
// closed tables are opened, then everything is put back. Last script: it starts all.
(() => {
  const paper = 680;
  let closed = [];

  window.addEventListener("beforeprint", () => {
    closed = [...document.querySelectorAll("details:not([open])")];
    for (const one of closed) one.open = true;
    for (const chart of charts.drawn) Plotly.relayout(chart, { width: paper, autosize: false });
  });

  window.addEventListener("afterprint", () => {
    for (const one of closed) one.open = false;
    for (const chart of charts.drawn) Plotly.relayout(chart, { width: null, autosize: true });
  });

  page.say();
})();
