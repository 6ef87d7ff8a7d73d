// Mounts what dashboard/wire.py tells as one part: elements, drawings and text that change with
// the page only. Dash would watch each of them for itself.
"use strict";

window.nyttja = window.nyttja || {};

(() => {
  const element = ({ namespace, type, props: { children, ...props } }, place) => {
    const kind = namespace === "nyttja" ? window.nyttja[type] : type.toLowerCase();
    return React.createElement(kind, { key: props.id ?? place, ...props }, mounted(children));
  };

  const mounted = (part, place) => {
    if (Array.isArray(part)) return part.map(mounted);
    return part !== null && typeof part === "object" ? element(part, place) : part;
  };

  window.nyttja.Still = ({ part }) => mounted(part);
})();
