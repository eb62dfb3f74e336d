// Draws the figures of the page and draws them again in the other language.
const charts = (() => {
  const drawn = new Set();

  const config = (name, buttons) => ({
    locale: page.language === "zh" ? "zh-CN" : "en-US",
    displaylogo: false,
    displayModeBar: "hover",
    showSendToCloud: false,
    plotlyServerURL: "",
    responsive: true,
    scrollZoom: false,
    modeBarButtons: [buttons],
    toImageButtonOptions: { format: "svg", filename: `${page.data.scenario}-${name}` },
  });

  const selects = () => [...document.querySelectorAll("select[data-chart]")];

  // Changes the figure to what the selects above it say.
  function choose(name, data, layout) {
    for (const select of selects().filter((one) => one.dataset.chart === name)) {
      const option = layout.meta.menus[select.dataset.menu].options[select.value];
      for (const [key, values] of Object.entries(option.traces)) {
        values.forEach((value, trace) => { data[trace][key] = value; });
      }
      for (const [axis, parts] of Object.entries(option.layout)) Object.assign(layout[axis], parts);
    }
  }

  function draw(name, figure, buttons = ["toImage"]) {
    const place = document.getElementById(`chart-${name}`);
    const layout = page.said(figure.layout);
    const data = page.said(figure.data);
    choose(name, data, layout);
    // Ten years in a row do not fit on a phone.
    for (const axis of [layout.xaxis, layout.xaxis2]) {
      if (window.innerWidth < 600 && axis?.tickformat === "d") axis.dtick = 3;
    }
    drawn.add(place);
    return Plotly.react(place, data, layout, config(name, buttons));
  }

  function drawAll() {
    for (const [name, figure] of Object.entries(page.data.figures)) draw(name, figure);
  }

  for (const select of selects()) {
    const name = select.dataset.chart;
    select.addEventListener("input", () => draw(name, page.data.figures[name]));
  }
  page.onChange(drawAll);
  return { draw, drawn };
})();
