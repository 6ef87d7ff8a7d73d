// Links marked data-here change the address without loading the page again.
//
// The page is drawn anew from its address. The reader must not notice: the link
// keeps the keyboard's focus and its height on screen even when rows above it
// open or close. A link with data-then hands its focus and height to that element,
// which stands where the link stood. Without this file the links load the page in the usual way.
"use strict";

(() => {
  const WAIT_MS = 4000;

  const wantsAnotherWindow = (event) =>
    event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey;

  const keepPlace = (id, top) => {
    const settle = () => {
      const link = document.getElementById(id);
      if (!link) return;
      if (document.activeElement !== link) link.focus({ preventScroll: true });
      window.scrollBy(0, link.getBoundingClientRect().top - top);
    };
    const observer = new MutationObserver(settle);
    const stop = () => {
      observer.disconnect();
      ["wheel", "touchstart", "keydown", "pointerdown"].forEach((name) =>
        window.removeEventListener(name, stop),
      );
    };
    observer.observe(document.body, { childList: true, subtree: true });
    ["wheel", "touchstart", "keydown", "pointerdown"].forEach((name) =>
      window.addEventListener(name, stop, { passive: true }),
    );
    window.setTimeout(stop, WAIT_MS);
  };

  document.addEventListener("click", (event) => {
    const link = event.target.closest?.("a[data-here]");
    if (!link || event.defaultPrevented || wantsAnotherWindow(event)) return;
    event.preventDefault();
    keepPlace(link.dataset.then || link.id, link.getBoundingClientRect().top);
    window.history.pushState({}, "", link.href);
    window.dispatchEvent(new CustomEvent("_dashprivate_pushstate"));
  });
})();
