// Plotly fetches a world map before it draws any choropleth, even one with its own
// outlines. An empty world spares the request; none of its layers is shown.
window.PlotlyGeoAssets = {
  topojson: {
    world_110m: {
      type: "Topology",
      arcs: [],
      objects: Object.fromEntries(
        ["coastlines", "land", "ocean", "lakes", "rivers", "countries", "subunits"].map(
          (layer) => [layer, { type: "GeometryCollection", geometries: [] }],
        ),
      ),
    },
  },
};
