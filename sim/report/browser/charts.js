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

  // A year of which the run has a part is named by its months: its sums are no year's.
  function nameParts(axis, data, layout) {
    const names = page.said(page.data.part_years ?? {});
    const years = data.flatMap((one) => one.x ?? []).map(Math.round).filter(Number.isFinite);
    const first = Math.min(...years), last = Math.max(...years);
    const parts = Object.keys(names).map(Number).filter((year) => first <= year && year <= last);
    if (!parts.length) return;
    const step = Math.max(1, axis.dtick ?? Math.ceil((last - first) / 4));
    const ticks = new Set(parts);
    const whole = parts.includes(last) ? last : first;
    for (let year = whole; first <= year && year <= last; year += whole === last ? -step : step) {
      if (parts.every((one) => one === year || Math.abs(one - year) >= step)) ticks.add(year);
    }
    axis.tickvals = [...ticks].sort((a, b) => a - b);
    axis.ticktext = axis.tickvals.map((year) => names[year] ?? String(year));
    axis.automargin = true;
    if (layout.legend?.y < 0) layout.legend.y -= 0.06;
  }

  function draw(name, figure, buttons = ["toImage"]) {
    const place = document.getElementById(`chart-${name}`);
    const layout = page.said(figure.layout);
    const data = page.said(figure.data);
    choose(name, data, layout);
    for (const axis of [layout.xaxis, layout.xaxis2]) {
      if (axis?.tickformat !== "d") continue;
      // Ten years in a row do not fit on a phone.
      if (window.innerWidth < 600) axis.dtick = 3;
      nameParts(axis, data, layout);
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
