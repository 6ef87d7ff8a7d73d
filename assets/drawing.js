// Mounts the drawings that dashboard/components/drawing.py describes.
//
// A drawing is made on the server as a list of [tag, attributes, children];
// this file only turns it into SVG elements, so that a drawing follows the
// theme's CSS variables and prints sharply without a chart library.
"use strict";

window.nyttja = window.nyttja || {};

(() => {
  const TAGS = new Set(["svg", "g", "rect", "line", "path", "polyline", "circle", "text", "tspan", "title"]);

  const element = ([tag, attributes, children], place) => {
    if (!TAGS.has(tag)) throw new Error(`a drawing holds no <${tag}>`);
    const inside = Array.isArray(children) ? children.map(element) : children;
    return React.createElement(tag, { key: place, ...attributes }, inside);
  };

  window.nyttja.Drawing = ({ id, className, label, width, height, viewBox, shapes }) => {
    const meaning = label ? { role: "img", "aria-label": label } : { "aria-hidden": "true" };
    const frame = { id, className, width, height, viewBox, focusable: "false", ...meaning };
    return React.createElement("svg", frame, (shapes || []).map(element));
  };
})();
