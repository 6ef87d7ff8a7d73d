// The chart library with what our figures draw and nothing else: lines with
// annotations, shapes and hover, in Swedish and English.
// It is plotly.js/src/core.js without buttons, sliders, images and selections; asked for
// by the first page that has a chart, see dashboard/components/graph.py.
import "native-promise-only";
import "plotly.js/build/plotcss";
import annotations from "plotly.js/src/components/annotations";
import fx from "plotly.js/src/components/fx";
import grid from "plotly.js/src/components/grid";
import legend from "plotly.js/src/components/legend";
import modebar from "plotly.js/src/components/modebar";
import shapes from "plotly.js/src/components/shapes";
import english from "plotly.js/src/locale-en";
import american from "plotly.js/src/locale-en-us";
import api from "plotly.js/src/plot_api";
import Plots from "plotly.js/src/plots/plots";
import { register } from "plotly.js/src/registry";
import scatter from "plotly.js/src/traces/scatter";
import swedish from "plotly.js/lib/locales/sv";

for (const [name, fn] of Object.entries(api)) register({ moduleType: "apiMethod", name, fn });
register(scatter);
register([annotations, shapes, grid, legend, fx, modebar]);
register([english, american, swedish]);

window.Plotly = { ...api, register, Plots: { resize: Plots.resize } };
