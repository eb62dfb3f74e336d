// The county chart (map, tiles or ranked bars) with its year, indicator and chosen county.
(() => {
  const it = page.data.counties;
  if (!it) return;
  const at = (id) => document.getElementById(id);
  const measure = () => it.measures[Number(at("measure").value)];
  const yearIndex = () => it.years.indexOf(Number(at("year").value));
  const chosen = () => it.counties.findIndex((county) => county.code === at("county").value);

  function number(value, unit) {
    if (value === null) return "—";
    if (unit === "share") return `${(value * 100).toFixed(1)}%`;
    if (unit === "beds_per_1000") return value.toFixed(1);
    const rounded = Number(value.toPrecision(3));
    const whole = Math.abs(rounded) >= 100 || Number.isInteger(rounded);
    return rounded.toLocaleString("en-US", { maximumFractionDigits: whole ? 0 : 1 });
  }

  function hover(one, county, year) {
    const [mean, low, high] = ["mean", "low", "high"].map((end) => number(one[end][county][year], one.unit));
    const parts = { name: it.counties[county].name, label: one.label, year: it.years[year], mean, low, high };
    const known = one.low[county][year] !== null;
    return page.word(known ? "browser.hover" : "browser.hover_only", parts);
  }

  const tickformat = (unit) => (unit === "share" ? ".0%" : unit === "count" ? ",~f" : ".1f");

  // Plotly's own fitting leaves half of the frame empty, so the frame is given.
  function frame() {
    const points = it.outlines.features.flatMap((one) => one.geometry.coordinates.flat(2));
    const range = (axis) => {
      const all = points.map((point) => point[axis]);
      const [low, high] = [Math.min(...all), Math.max(...all)];
      return [low - 0.02 * (high - low), high + 0.02 * (high - low)];
    };
    return { lonaxis: { range: range(0) }, lataxis: { range: range(1) } };
  }

  const geo = it.outlines && { visible: false, projection: { type: it.form === "map" ? "mercator" : "equirectangular" }, bgcolor: "rgba(0,0,0,0)", ...frame() };

  function colourBar(one) {
    const narrow = window.innerWidth < 600;
    const bar = { tickformat: tickformat(one.unit), thickness: 12, outlinewidth: 0 };
    if (one.colour.ticks) bar.tickvals = one.colour.ticks;
    return narrow ? { ...bar, orientation: "h", y: -0.02, yanchor: "top", len: 0.9 } : { ...bar, len: 0.8 };
  }

  // Tiles have no shape to be known by, so they carry names: light ones on dark colours.
  function names(one, year) {
    const dark = (index) => {
      const value = one.mean[index][year];
      return value !== null && value < (one.unit === "share" ? 0.5 : 0.55 * one.colour.high);
    };
    const middles = it.outlines.features.map((tile) => tile.geometry.coordinates[0][0]);
    const middle = (axis) => middles.map((ring) => (ring[0][axis] + ring[2][axis]) / 2);
    return { type: "scattergeo", mode: "text", lon: middle(0), lat: middle(1), hoverinfo: "skip", showlegend: false,
      text: it.counties.map((county) => county.short),
      textfont: { size: window.innerWidth < 600 ? 9 : 11, color: it.counties.map((county, index) => (dark(index) ? "#ffffff" : "#1c2733")) } };
  }

  function map(one, year) {
    const all = it.counties.map((county, index) => index);
    // The chosen county comes last, so that no neighbour covers its outline.
    const known = all.filter((index) => one.mean[index][year] !== null)
      .sort((a, b) => (a === chosen()) - (b === chosen()));
    const unknown = all.filter((index) => one.mean[index][year] === null);
    const shared = { type: "choropleth", geojson: it.outlines, hoverinfo: "text" };
    const place = (counties) => ({
      locations: counties.map((index) => it.counties[index].code),
      text: counties.map((index) => hover(one, index, year)),
    });
    const width = known.map((index) => (index === chosen() ? 3 : 0.6));
    const colour = known.map((index) => (index === chosen() ? "#d55e00" : "#ffffff"));
    return {
      data: [
        { ...shared, ...place(known), z: known.map((index) => one.mean[index][year]),
          zmin: one.colour.low, zmax: one.colour.high, colorscale: one.colour.scale,
          marker: { line: { width, color: colour } }, colorbar: colourBar(one) },
        { ...shared, ...place(unknown), z: unknown.map(() => 0), showscale: false,
          colorscale: [[0, "#d9dde2"], [1, "#d9dde2"]], marker: { line: { width: 0.6, color: "#ffffff" } } },
        // On a phone a tile of many is smaller than a letter.
        ...(it.form === "tiles" && (window.innerWidth >= 600 || all.length < 30) ? [names(one, year)] : []),
      ],
      layout: { ...page.data.layout, height: window.innerWidth < 600 ? 420 : 540, geo, dragmode: false,
        margin: { l: 0, r: 0, t: 8, b: 8 } },
    };
  }

  function bars(one, year) {
    const value = (index) => one.mean[index][year] ?? -1;
    const order = it.counties.map((county, index) => index).sort((a, b) => value(b) - value(a));
    const names = order.map((index) => it.counties[index].name);
    return {
      data: [{ type: "bar", orientation: "h", x: order.map((index) => one.mean[index][year]), y: order.map((index, row) => row),
        customdata: order.map((index) => it.counties[index].code), hoverinfo: "text", textposition: "none",
        text: order.map((index) => hover(one, index, year)),
        marker: { color: order.map((index) => one.mean[index][year]), cmin: one.colour.low, cmax: one.colour.high,
          colorscale: one.colour.scale, line: { width: order.map((index) => (index === chosen() ? 3 : 0)), color: "#d55e00" } } }],
      layout: { ...page.data.layout, height: 90 + 17 * order.length, dragmode: false, bargap: 0.25, margin: { l: 20, r: 24, t: 28, b: 30 },
        xaxis: { side: "top", tickformat: tickformat(one.unit), rangemode: "tozero", fixedrange: true, gridcolor: "#e3e8ee", ...(one.unit === "share" ? { range: [0, 1] } : {}) },
        yaxis: { tickmode: "array", tickvals: order.map((index, row) => row), ticktext: names, automargin: true, range: [order.length - 0.5, -0.5], fixedrange: true, tickfont: { size: 11 } } },
    };
  }

  function line(one, county) {
    const known = it.years.map((year, index) => index).filter((index) => one.low[county][index] !== null);
    const ends = known.map((index) => it.years[index]);
    const band = { type: "scatter", mode: "lines", x: [...ends, ...ends.slice().reverse()], fill: "toself", fillcolor: "#0072B2", opacity: 0.18,
      y: [...known.map((index) => one.high[county][index]), ...known.slice().reverse().map((index) => one.low[county][index])],
      line: { width: 0 }, hoverinfo: "skip", showlegend: false };
    const own = { type: "scatter", mode: "lines+markers", name: it.counties[county].name, x: it.years, y: one.mean[county],
      hoverinfo: "text", text: it.years.map((year, index) => hover(one, county, index)), line: { color: "#0072B2", width: 2.5 }, marker: { size: 7 } };
    const region = { type: "scatter", mode: "lines", name: page.data.area, x: it.years, y: one.region, hoverinfo: "skip",
      line: { color: "#5b6775", dash: "dash", width: 2 } };
    const share = one.unit === "share";
    return {
      data: [...(known.length ? [band] : []), own, ...(one.region ? [region] : [])],
      layout: { ...page.data.layout, height: 300, showlegend: true, margin: { l: 56, r: 16, t: 40, b: 32 },
        xaxis: { tickformat: "d", tick0: it.years[0], dtick: 1, tickangle: 0, fixedrange: true, showgrid: false, zeroline: false },
        yaxis: { tickformat: tickformat(one.unit), rangemode: "tozero", fixedrange: true, gridcolor: "#e3e8ee", zeroline: false,
          ...(share ? { range: [0, 1.02] } : {}) } },
    };
  }

  function cell(value, unit) {
    const td = document.createElement("td");
    td.textContent = unit === "name" ? value : number(value, unit);
    if (unit !== "name") {
      td.className = "number";
      td.dataset.raw = value === null ? "" : String(value);
    }
    return td;
  }

  function fill(table, caption, heads, rows) {
    table.querySelector("caption").textContent = caption;
    table.querySelector("thead tr").replaceChildren(...heads.map((head, column) => {
      const th = document.createElement("th");
      th.className = column ? "number" : "";
      th.scope = "col";
      th.textContent = head;
      return th;
    }));
    table.querySelector("tbody").replaceChildren(...rows.map((cells) => {
      const tr = document.createElement("tr");
      tr.append(...cells);
      return tr;
    }));
  }

  function fillCounties(year) {
    const labels = it.measures.map((one) => page.said(one.label));
    const rows = it.counties.map((county, index) => [
      cell(page.said(county.name), "name"), ...it.measures.map((one) => cell(one.mean[index][year], one.unit))]);
    const caption = page.word("counties.table", { year: it.years[year] });
    fill(at("table-counties"), caption, [page.word("head.county"), ...labels], rows);
  }

  function showCounty(one, county) {
    at("county-panel").hidden = county < 0;
    if (county < 0) return;
    const name = it.counties[county].name;
    at("county-name").textContent = page.word("browser.county", { name, label: one.label });
    charts.draw("county", line(one, county));
    countyKinds.draw(county);
    const kinds = countyKinds.own(county);
    const rows = it.years.map((year, index) => [
      cell(String(year), "name"), ...it.measures.map((each) => cell(each.mean[county][index], each.unit)),
      ...kinds.map((each) => cell(each.mean[county][index], "share"))]);
    const heads = [page.word("head.year"), ...it.measures.map((each) => page.said(each.label)),
      ...kinds.map((each) => page.word("browser.kind", { kind: each.label }))];
    fill(at("table-county"), page.word("browser.county_table", { name }), heads, rows);
  }

  function show() {
    const year = yearIndex();
    const one = measure();
    at("year-shown").textContent = it.years[year];
    at("map-title").textContent = page.word("browser.map", { year: it.years[year], label: one.label });
    const isMap = it.form !== "bars";
    charts.draw("counties", isMap ? map(one, year) : bars(one, year), it.form === "map" ? ["toImage", "zoomInGeo", "zoomOutGeo", "resetGeo"] : ["toImage"]);
    fillCounties(year);
    showCounty(one, chosen());
  }

  for (const id of ["measure", "year", "county"]) at(id).addEventListener("input", show);
  page.onChange(() => {
    const first = !at("chart-counties").on;
    show();
    if (!first) return;
    at("chart-counties").on("plotly_click", (event) => {
      const point = event.points[0];
      at("county").value = point.location ?? point.customdata;
      show();
    });
  });
})();
