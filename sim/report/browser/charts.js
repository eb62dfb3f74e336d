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

  function draw(name, figure, buttons = ["toImage"]) {
    const place = document.getElementById(`chart-${name}`);
    const layout = page.said(figure.layout);
    // Ten years in a row do not fit on a phone.
    for (const axis of [layout.xaxis, layout.xaxis2]) {
      if (window.innerWidth < 600 && axis?.tickformat === "d") axis.dtick = 3;
    }
    drawn.add(place);
    return Plotly.react(place, page.said(figure.data), layout, config(name, buttons));
  }

  function drawAll() {
    for (const [name, figure] of Object.entries(page.data.figures)) draw(name, figure);
  }

  page.onChange(drawAll);
  return { draw, drawn };
})();
