// Shared by all explorables. Python puts this file before the explorable's own, in one ES module.
// No import, no network, and nothing touches the document until something is rendered.

const SVG_NS = "http://www.w3.org/2000/svg";
const ICONS = {
  back: "M3 3h2v10H3zM13 3v10L6 8z",
  step: "M3 3l7 5-7 5zM11 3h2v10h-2z",
  epoch: "M2 3l5.5 5L2 13zM7.5 3l5.5 5-5.5 5zM13 3h1.6v10H13z",
  play: "M4 2.5l9 5.5-9 5.5z",
  pause: "M4 3h3v10H4zM9 3h3v10H9z",
  reset: "M8 2.5a5.5 5.5 0 1 1-5.3 4h2a3.6 3.6 0 1 0 3.3-2.1v2.3L3.9 3.4 8 0.2z",
  add: "M7 3h2v4h4v2H9v4H7V9H3V7h4z",
};

function fill(node, attributes, children) {
  for (const [key, value] of Object.entries(attributes)) {
    if (key.startsWith("on")) node.addEventListener(key.slice(2), value);
    else if (value !== null && value !== undefined && value !== false) node.setAttribute(key, value);
  }
  node.append(...children);
  return node;
}

/** An HTML element; attributes named on… are listeners. */
const h = (tag, attributes = {}, ...children) => fill(document.createElement(tag), attributes, children);

/** An SVG element. */
const s = (tag, attributes = {}, ...children) =>
  fill(document.createElementNS(SVG_NS, tag), attributes, children);

const setAll = (node, attributes) => fill(node, attributes, []);
const icon = (name) =>
  s("svg", { viewBox: "0 0 16 16", "aria-hidden": "true", class: "xp-icon" }, s("path", { d: ICONS[name] }));

/** A number for readers: fixed digits, a true minus sign, never "−0.00". */
function number(value, digits = 2) {
  const text = Math.abs(value).toFixed(digits);
  return (value < 0 && Number(text) !== 0 ? "−" : "") + text;
}
const signed = (value, digits = 2) => (number(value, digits).startsWith("−") ? "" : "+") + number(value, digits);
const vector = (values, digits = 2) => `(${values.map((value) => number(value, digits)).join(", ")})`;
const plural = (count, noun) => `${count} ${noun}${count === 1 ? "" : "s"}`;

/** A button. `aria-disabled` instead of `disabled`: a disabled button loses the focus to the notebook. */
function button(label, iconName, help, onclick) {
  const text = h("span", {}, label);
  const node = h("button", { type: "button", class: "xp-button", title: help }, icon(iconName), text);
  node.addEventListener("click", () => node.getAttribute("aria-disabled") === "true" || onclick());
  return {
    node,
    enable: (on) => setAll(node, { "aria-disabled": String(!on) }),
    show: (newLabel, newIcon) => {
      if (text.textContent === newLabel) return;
      text.textContent = newLabel;
      node.replaceChild(icon(newIcon), node.firstChild);
    },
  };
}

let groups = 0;

/** A group of radio buttons; `options` are [value, content] pairs. */
function radios(legend, options, onchange) {
  const name = `xp-${Date.now()}-${groups++}`;
  const inputs = options.map(([value]) => h("input", { type: "radio", name, value, onchange: () => onchange(value) }));
  const labels = options.map(([, content], i) => h("label", {}, inputs[i], content));
  const title = h("span", { class: "xp-legend", "aria-hidden": "true" }, legend);
  const node = h("div", { class: "xp-radios", role: "radiogroup", "aria-label": legend }, title, ...labels);
  return { node, set: (value) => inputs.forEach((input) => (input.checked = input.value === String(value))) };
}

/** A slider with its value beside it. */
function slider(label, { min, max, step }, oninput) {
  const input = h("input", { type: "range", min, max, step, "aria-label": label.help });
  const shown = h("output", {});
  input.addEventListener("input", () => oninput(Number(input.value)));
  const node = h("label", { class: "xp-slider", title: label.help }, h("span", {}, label.text), input, shown);
  return {
    node,
    set: (value) => {
      input.value = value;
      shown.textContent = number(value, 1);
    },
  };
}

/** The root of one view: keyboard rule, status line, reduced motion, clean-up. */
function frame(el, title) {
  const stop = new AbortController();
  const cleanups = [];
  const status = h("div", { class: "xp-status" });
  const live = h("div", { class: "xp-hidden", role: "status", "aria-live": "polite" });
  const root = h("section", { class: "xp", "aria-label": title });
  // JupyterLab's command mode would take the keys (b inserts a cell, d d deletes one); saving is let through.
  root.addEventListener("keydown", (event) => {
    const saves = (event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "s";
    if (!saves) event.stopPropagation();
  });
  el.append(root);

  let spoken = 0;
  let waiting = null;
  cleanups.push(() => clearTimeout(waiting), () => stop.abort());
  function say(text, tone = "") {
    if (status.textContent !== text) status.textContent = text;
    status.dataset.tone = tone;
    clearTimeout(waiting); // a screen reader hears at most one sentence a second, and the last one always
    waiting = setTimeout(() => {
      spoken = Date.now();
      if (live.textContent !== text) live.textContent = text;
    }, Math.max(0, spoken + 1000 - Date.now()));
  }
  const calm = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
  return { root, status, live, say, calm, signal: stop.signal, cleanups,
    close: () => cleanups.forEach((clean) => clean()) };
}

/** Repeats `tick` (which may be asynchronous) until paused; pauses by itself where nobody looks. */
function player(view, delay, tick, onchange) {
  let run = null; // a fresh object for each run, so that a late tick of an earlier run does nothing
  let timer = null;
  async function loop(mine) {
    await tick();
    if (run === mine) timer = setTimeout(loop, delay, mine);
  }
  function set(on) {
    if (on === (run !== null)) return;
    clearTimeout(timer);
    run = on ? {} : null;
    onchange(on);
    if (on) loop(run);
  }
  const seen = new IntersectionObserver((entries) => entries.at(-1).isIntersecting || set(false));
  seen.observe(view.root);
  document.addEventListener("visibilitychange", () => document.hidden && set(false), { signal: view.signal });
  view.cleanups.push(() => set(false), () => seen.disconnect());
  return { set, running: () => run !== null };
}

/** Questions to the kernel, one at a time; `late` is called once if a reply takes longer than `patience`. */
function kernel(model, view, late) {
  let open = null;
  let timer = null;
  let count = 0;
  function settle(message) {
    const { resolve } = open;
    clearTimeout(timer);
    open = null;
    resolve(message);
  }
  const heard = (message) => {
    if (message?.kind === "reply" && open && message.id === open.id) settle(message);
  };
  model.on("msg:custom", heard);
  view.cleanups.push(() => model.off("msg:custom", heard), () => clearTimeout(timer));
  const ask = (question) =>
    new Promise((resolve) => {
      open = { id: `${Date.now()}-${count++}`, resolve };
      timer = setTimeout(late, 1000 * model.get("patience"));
      try {
        model.send({ kind: "ask", id: open.id, ...question });
      } catch (error) {
        settle({ error: `the kernel cannot be reached (${error.message}): run this cell again`, unwritten: false });
      }
    });
  return { ask, busy: () => open !== null };
}
