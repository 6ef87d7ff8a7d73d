// Prices that are dragged or typed: mounts the inputs that dashboard/components/sliders.py
// describes, keeps a price's two inputs alike and writes it into the address.
//
// The address is the scenario. The server is told the new one and answers with what moves;
// no amount is worked out here: a price is whole parts of a krona, and is only written.
"use strict";

window.nyttja = window.nyttja || {};

(() => {
  const SCENARIO = "simulator-scenario";
  const PAUSE_MS = 60;
  // A question that nobody answers holds back the next one no longer than this.
  const MOST_MS = 10000;

  // 3400 with four decimals is 0,34; as dashboard/figures/scenario.py writes it.
  const written = (parts, digits) => {
    const text = String(parts).padStart(digits + 1, "0");
    const rest = text.slice(-digits).replace(/0+$/, "");
    const whole = text.slice(0, -digits);
    const sign = document.documentElement.lang === "en" ? "." : ",";
    return rest ? whole + sign + rest.padEnd(2, "0") : whole;
  };

  const read = (text, digits) => {
    const found = /^([0-9]{1,7})(?:[.,]([0-9]{1,4}))?$/.exec(text.replace(/\s/g, ""));
    const rest = found ? (found[2] || "").replace(/0+$/, "") : "";
    if (!found || rest.length > digits) return null;
    return Number.parseInt(found[1] + rest.padEnd(digits, "0"), 10);
  };

  const place = (input, value) => {
    const least = Number(input.min);
    const share = (part) => Math.min(1, Math.max(0, (part - least) / (Number(input.max) - least)));
    input.style.setProperty("--at", share(value));
    input.style.setProperty("--today", share(Number(input.dataset.today)));
    input.setAttribute("aria-valuetext", `${written(value, Number(input.dataset.digits))} kr`);
  };

  window.nyttja.PriceInput = (props) => {
    const { kind, service, label, value, today, digits, text, least, most, step } = props;
    const shared = {
      key: `${service}-${value}`,
      id: `price-${kind}-${service}`,
      "aria-label": label,
      "data-price": service,
      "data-today": today,
      "data-digits": digits,
    };
    const own =
      kind === "range"
        ? {
            type: "range",
            min: least,
            max: most,
            step,
            defaultValue: value,
            ref: (input) => input && place(input, Number(input.value)),
          }
        : { type: "text", inputMode: "decimal", autoComplete: "off", defaultValue: text };
    return React.createElement("input", { ...shared, ...own });
  };

  // Which address the page was last drawn whole for: Dash does not look again at the same one.
  let drawnFor = window.location.search;
  const drawn = () => (drawnFor = window.location.search);
  window.addEventListener("popstate", drawn);
  window.addEventListener("_dashprivate_pushstate", drawn);

  // One question at a time: an answer that came late would stand for an older price, and a server
  // that is asked faster than it answers falls behind. What has moved meanwhile is asked next.
  let waiting = 0;
  let asking = 0;
  let hasMoved = false;
  const tell = () => {
    hasMoved = true;
    if (waiting || asking || document.getElementById("first")) return;
    waiting = window.setTimeout(() => {
      waiting = 0;
      hasMoved = false;
      asking = window.setTimeout(answered, MOST_MS);
      window.dash_clientside.set_props(SCENARIO, { data: window.location.search });
    }, PAUSE_MS);
  };

  const answered = () => {
    window.clearTimeout(asking);
    asking = 0;
    if (hasMoved) tell();
  };

  const ask = window.fetch;
  window.fetch = async (...request) => {
    const body = request[1]?.body;
    if (typeof body !== "string" || !body.includes(`"${SCENARIO}.data"`)) return ask(...request);
    try {
      const response = await ask(...request);
      // All of it has come before anything newer is asked.
      await response.clone().arrayBuffer();
      return response;
    } finally {
      window.setTimeout(answered);
    }
  };

  // What of the address is the scenario, as dashboard/figures/scenario.py reads it.
  const tried = (address) => {
    const kept = new URLSearchParams();
    address.searchParams.forEach((value, name) => {
      const isTried = /^(period|from|model)$/.test(name) || /^(p|rule)-/.test(name);
      if (isTried) kept.set(name, value);
    });
    return kept.toString();
  };

  const remember = (service, text) => {
    const address = new URL(window.location.href);
    if (text === null) address.searchParams.delete(`p-${service}`);
    else address.searchParams.set(`p-${service}`, text);
    window.history.replaceState(window.history.state, "", address);
    // The form that saves the scenario, and links that lead back here by way of a setting.
    document.querySelectorAll("input[name='tried']").forEach((field) => {
      field.value = tried(address);
    });
    document.querySelectorAll("a[href^='/settings?']").forEach((link) => {
      const setting = new URL(link.href);
      setting.searchParams.set("next", address.pathname + address.search);
      link.setAttribute("href", setting.pathname + setting.search);
    });
  };

  document.addEventListener("input", (event) => {
    const input = event.target.closest?.("input[data-price]");
    if (!input) return;
    const service = input.dataset.price;
    const digits = Number(input.dataset.digits);
    const range = document.getElementById(`price-range-${service}`);
    const field = document.getElementById(`price-text-${service}`);
    const value = input === range ? Number.parseInt(range.value, 10) : read(field.value, digits);
    field.setAttribute("aria-invalid", String(value === null));
    if (value === null) return;
    if (input === range) field.value = written(value, digits);
    else range.value = value;
    place(range, value);
    remember(service, value === Number(input.dataset.today) ? null : written(value, digits));
    tell();
  });

  // A link to the address the page was drawn for, after prices have been dragged away from it.
  document.addEventListener(
    "click",
    (event) => {
      const link = event.target.closest?.("#main a[href]");
      if (!link || !document.querySelector("input[data-price]")) return;
      const leads = link.pathname === window.location.pathname && !link.hasAttribute("download");
      if (!leads || link.search !== drawnFor || link.search === window.location.search) return;
      event.preventDefault();
      event.stopPropagation();
      window.location.assign(link.href);
    },
    true,
  );
})();
