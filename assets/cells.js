// Mounts the cells of text that dashboard/components/cells.py describes.
"use strict";

window.nyttja = window.nyttja || {};

window.nyttja.Cells = ({ cells }) =>
  cells.map(([text, look], place) =>
    React.createElement("td", { key: place, className: look || undefined }, text),
  );
