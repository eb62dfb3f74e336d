// The chosen county's own lines by kind of home, each with its 80 % band.
const countyKinds = (() => {
  const it = page.data.counties;

  function band(one, county) {
    const known = it.years.map((year, index) => index).filter((index) => one.low[county][index] !== null);
    const years = known.map((index) => it.years[index]);
    return { type: "scatter", mode: "lines", x: [...years, ...years.slice().reverse()], fill: "toself", fillcolor: one.colour,
      y: [...known.map((index) => one.high[county][index]), ...known.slice().reverse().map((index) => one.low[county][index])],
      opacity: 0.15, line: { width: 0 }, hoverinfo: "skip", showlegend: false };
  }

  function line(one, county) {
    const name = it.counties[county].name;
    const texts = it.years.map((year, index) => {
      const share = (end) => (one[end][county][index] === null ? "—" : `${(one[end][county][index] * 100).toFixed(1)}%`);
      const known = one.low[county][index] !== null;
      const parts = { name, label: one.label, year, mean: share("mean"), low: share("low"), high: share("high") };
      return page.word(known ? "browser.hover" : "browser.hover_only", parts);
    });
    return { type: "scatter", mode: "lines+markers", name: one.label, x: it.years, y: one.mean[county], hoverinfo: "text", text: texts,
      line: { color: one.colour, dash: one.dash, width: 2.5 }, marker: { symbol: one.marker, size: 7, color: one.colour } };
  }

  // Kinds of home that the county has not are left out.
  const own = (county) => it.kinds.filter((one) => one.mean[county].some((value) => value !== null));

  function draw(county) {
    if (!it.kinds.length) return;
    const traces = own(county).flatMap((one) => [
      ...(one.low[county].some((value) => value !== null) ? [band(one, county)] : []), line(one, county)]);
    const half = { type: "line", xref: "paper", x0: 0, x1: 1, y0: 0.5, y1: 0.5, line: { color: "#a8321c", width: 1.5, dash: "longdash" } };
    charts.draw("county-kinds", { data: traces, layout: { ...page.data.layout, height: 300, showlegend: true,
      margin: { l: 56, r: 16, t: 56, b: 32 }, shapes: [half],
      xaxis: { tickformat: "d", tick0: it.years[0], dtick: 1, tickangle: 0, fixedrange: true, showgrid: false, zeroline: false },
      yaxis: { tickformat: ".0%", range: [0, 1.02], fixedrange: true, gridcolor: "#e3e8ee", zeroline: false } } });
  }

  return { draw, own };
})();
