// What the frame does in the browser: links without a reload, pickers, menu and print.
"use strict";

(() => {
  const go = (href) => {
    if (document.getElementById("first")) {
      window.location.assign(href);
      return;
    }
    window.history.pushState({}, "", href);
    window.dispatchEvent(new CustomEvent("_dashprivate_pushstate"));
  };

  const isPlainClick = (event) =>
    event.button === 0 && !(event.metaKey || event.ctrlKey || event.shiftKey || event.altKey);

  const staysHere = (link) =>
    link.origin === window.location.origin &&
    !link.hash &&
    !link.target &&
    !link.hasAttribute("download") &&
    !link.dataset.reload &&
    !link.dataset.here;

  const closeMenu = () => {
    const button = document.querySelector(".menu-button");
    if (button) button.setAttribute("aria-expanded", "false");
  };

  let leavingFor = null;
  let picking = "";

  // The bar is drawn anew with the page; whoever picks by keyboard goes on where they were.
  const goOnPicking = () => {
    if (picking && document.activeElement === document.body) {
      document.getElementById(picking)?.focus({ preventScroll: true });
    }
    picking = "";
  };

  document.addEventListener("click", (event) => {
    const button = event.target.closest?.(".menu-button");
    if (button) {
      const open = button.getAttribute("aria-expanded") === "true";
      button.setAttribute("aria-expanded", String(!open));
      return;
    }
    if (event.target.closest?.("[data-print]")) {
      window.print();
      return;
    }
    const link = event.target.closest?.("a[href]");
    if (!link || event.defaultPrevented || !isPlainClick(event) || !staysHere(link)) return;
    event.preventDefault();
    leavingFor = link.pathname === window.location.pathname ? null : link.pathname;
    closeMenu();
    go(link.href);
  });

  document.addEventListener("keydown", (event) => {
    const button = document.querySelector('.menu-button[aria-expanded="true"]');
    if (event.key === "Escape" && button) {
      closeMenu();
      button.focus();
    }
  });

  // A picker writes its parameter and leaves the rest of the address as it is.
  document.addEventListener("change", (event) => {
    const select = event.target.closest?.("select[id^='pick-'], input[id^='pick-']");
    // A day half typed is none yet.
    if (!select || !select.checkValidity()) return;
    const address = new URL(window.location.href);
    const { parameter, usual: unsaid } = select.closest(".picker").dataset;
    const name = parameter || select.id.slice("pick-".length);
    const usual = ["", "all", unsaid];
    if (usual.includes(select.value)) address.searchParams.delete(name);
    else address.searchParams.set(name, select.value);
    ["open", "line"].forEach((opened) => address.searchParams.delete(opened));
    picking = select.id;
    go(address.pathname + address.search);
  });

  // A session that has ended: the server leads to the choice of reader.
  const ask = window.fetch;
  window.fetch = async (...request) => {
    const response = await ask(...request);
    if (response.status === 401) window.location.reload();
    return response;
  };

  // The page came as text; the live one takes its place when it stands, focus included.
  const takePlace = () => {
    const first = document.getElementById("first");
    if (!first) return;
    const held = first.contains(document.activeElement) ? document.activeElement.id : "";
    first.remove();
    document.getElementById("react-entry-point").hidden = false;
    document.documentElement.dataset.live = "yes";
    if (held) document.getElementById(held)?.focus({ preventScroll: true });
  };

  window.dash_clientside = window.dash_clientside || {};
  window.dash_clientside.shell = {
    // The page has come: its title, and for another page the focus on its content.
    arrived: (title) => {
      if (!title) return "";
      document.title = title;
      requestAnimationFrame(() =>
        requestAnimationFrame(() => {
          takePlace();
          goOnPicking();
        }),
      );
      if (leavingFor !== window.location.pathname) return "";
      leavingFor = null;
      window.scrollTo(0, 0);
      document.getElementById("main").focus({ preventScroll: true });
      return title;
    },
  };
})();
