// The chart library with what our figures draw and nothing else: bars, lines and heat maps
// (lines are part of the core), and Swedish.
import bar from "plotly.js/lib/bar";
import core from "plotly.js/lib/core";
import heatmap from "plotly.js/lib/heatmap";
import swedish from "plotly.js/lib/locales/sv";

core.register([bar, heatmap, swedish]);

window.Plotly = core;
