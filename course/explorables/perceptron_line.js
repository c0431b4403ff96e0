// ---- numerical core: pure functions, tested with node against Python; w = (bias, w1, w2) ----

export const net = (w, x) => w[0] + w[1] * x[0] + w[2] * x[1];

/** +1 where the net input is above 0; exactly 0 counts as −1. */
export const predict = (w, x) => (net(w, x) > 0 ? 1 : -1);

/** Visit one point [x1, x2, y]: w changes only on a mistake. */
export function visit(w, point, eta) {
  const [x1, x2, y] = point;
  const mistake = predict(w, point) !== y;
  const change = mistake ? [eta * y, eta * y * x1, eta * y * x2] : [0, 0, 0];
  return { w: w.map((value, k) => value + change[k]), change, mistake, net: net(w, point) };
}

/** Visit the points of `order` one after the other, each with the w that the one before it left. */
export function pass(w, points, eta, order) {
  let mistakes = 0;
  for (const n of order) {
    const seen = visit(w, points[n], eta);
    w = seen.w;
    mistakes += seen.mistake;
  }
  return { w: [...w], mistakes };
}

/** A finished pass is followed by a new one, whose count starts at 0. */
export const begin = (state) =>
  state.mistakes.length === 0 || state.cursor >= state.points.length
    ? { ...state, cursor: 0, mistakes: [...state.mistakes, 0] }
    : state;

/** The state after the points up to `end` were visited, `count` of them by mistake, and w came out. */
export const advance = (state, end, w, count) => ({
  ...state, w, cursor: end, mistakes: [...state.mistakes.slice(0, -1), state.mistakes.at(-1) + count],
});

/** Removing a point that this pass has visited moves the cursor down with the points after it. */
export const without = (state, i) => ({
  ...state, points: state.points.filter((_, n) => n !== i), cursor: state.cursor - (i < state.cursor),
});

/** Equal up to rounding, relative to the larger of the two. */
export const agree = (a, b) =>
  a.every((value, k) => Math.abs(value - b[k]) <= 1e-9 * Math.max(1, Math.abs(value), Math.abs(b[k])));

// ---- the picture ----

const TRAITS = ["points", "w", "eta", "cursor", "mistakes", "history"];
const LONGEST = 200; // states that Back remembers

function render({ model, el }) {
  const view = frame(el, "The perceptron's line");
  const read = () => ({ ...Object.fromEntries(TRAITS.map((key) => [key, model.get(key)])), last: null });
  let state = read();
  let past = []; // every change goes through `commit`, so that Back undoes any of them
  let lastTag = null;
  let newClass = 1;
  let saving = false;

  function show(next) {
    state = next;
    draw();
  }
  function remember(tag = null) {
    if (tag === null || tag !== lastTag) past = [...past.slice(1 - LONGEST), state];
    lastTag = tag; // one drag, or one pull at the slider, is one change
  }
  function save() {
    saving = true;
    for (const key of TRAITS) model.set(key, state[key]);
    saving = false;
    model.save_changes();
  }
  function commit(next, [text, tone], tag) {
    remember(tag);
    show(next);
    save();
    view.say(text, tone);
  }

  // -- visits: by the reference here, or by the student's function in the kernel
  const mine = () => model.get("engine") === "mine" && model.get("has_code");
  const code = kernel(model, view, () => halt(
    `The kernel has not answered for ${model.get("patience")} s: it is busy or has stopped. Interrupt it, or restart `
    + "it and run this cell again; the reference engine goes on without it.", "bad"));

  function halt(text, tone = "") {
    play.set(false);
    view.say(text, tone);
  }
  async function go(whole) {
    if (state.points.length === 0) return halt("There is no point to visit: click in the plane to add one.");
    if (mine() && code.busy()) return undefined;
    const asked = state;
    const start = begin(state);
    const end = whole ? start.points.length : start.cursor + 1;
    const order = Array.from({ length: end - start.cursor }, (_, k) => start.cursor + k);
    const truth = pass(start.w, start.points, start.eta, order);
    if (!mine()) return settle(start, order, whole, truth, null);
    const asking = code.ask({ points: start.points, w: start.w, eta: start.eta, order });
    draw();
    const reply = await asking;
    draw();
    const who = model.get("code_name");
    if (state !== asked || !mine()) return halt("Something changed while your code ran: its answer was dropped.");
    if (reply.unwritten) return halt(`${who} is not written yet: write it, run its cell, then step again.`);
    if (reply.error) return halt(`${who} stopped with ${reply.error}`, "bad");
    return settle(start, order, whole, reply, truth);
  }
  function settle(start, order, whole, got, truth) {
    const seen = whole ? null : visit(start.w, start.points[order[0]], start.eta);
    const same = !truth || (agree(got.w, truth.w) && got.mistakes === truth.mistakes);
    const last = { n: whole ? null : order[0], seen, order, before: start.w, got, truth, same };
    const after = advance(start, order.at(-1) + 1, got.w, got.mistakes);
    const next = { ...after, history: [...start.history, got.w].slice(-20), last };
    const finished = next.cursor === next.points.length && next.mistakes.at(-1) === 0;
    commit(next, report(next, finished && same));
    if (finished || !same) play.set(false);
  }

  // -- what the learner can change
  const edit = (points, text, tag) => commit({ ...state, points, last: null }, [text, ""], tag);
  const swap = (i, point) => state.points.map((old, n) => (n === i ? point : old));
  const place = ([x1, x2]) => `(${number(x1)}, ${number(x2)})`;
  const add = (x, where) => edit([...state.points, [...x, newClass]],
    `Point ${state.points.length + 1}, class ${sign(newClass)}, ${where}`);
  const plot = plane(model.get("view"), {
    add: (x) => add(x, `added at ${place(x)}.`),
    move: (i, x) => edit(swap(i, [...x, state.points[i][2]]), `Point ${i + 1} is at ${place(x)}.`, `move ${i}`),
    flip(i) {
      const [x1, x2, y] = state.points[i];
      edit(swap(i, [x1, x2, -y]), `Point ${i + 1} is now of class ${sign(-y)}.`);
    },
    drop: () => (lastTag = null),
    remove(i) {
      commit({ ...without(state, i), last: null }, [`Point ${i + 1} removed.`, ""]);
      plot.focus(i);
    },
  });
  function addByKey() {
    const [low1, high1, low2, high2] = model.get("view");
    add([(low1 + high1) / 2, (low2 + high2) / 2], "added in the middle: the arrow keys move it.");
    plot.focus(state.points.length - 1);
  }
  function reset() {
    play.set(false);
    commit({ ...state, w: model.get("start"), cursor: 0, mistakes: [], history: [], last: null },
      ["Back at the first weights; the points stay where they are.", ""]);
  }
  function undo() {
    play.set(false);
    if (past.length === 0) return;
    const before = past.pop();
    lastTag = null;
    show(before);
    save();
    view.say(before.last ? `One step back. ${report(before, false)[0]}` : "One step back.");
  }
  function setEngine(value) {
    play.set(false);
    model.set("engine", value);
    model.save_changes();
    draw();
    view.say(value !== "mine" ? "The browser computes the steps."
      : `Each step now calls ${model.get("code_name")} in the kernel; the dashed line is the reference.`);
  }

  // -- controls and layout
  const play = player(view, view.calm ? 1000 : 320, () => go(false), (on) =>
    buttons.play.show(on ? "Pause" : "Play", on ? "pause" : "play"));
  const buttons = {
    back: button("Back", "back", "Undo the last step or change (up to 200)", undo),
    step: button("Step", "step", "Visit the next point", () => (play.set(false), go(false))),
    epoch: button("Epoch", "epoch", "Visit the points to the end of this epoch", () => (play.set(false), go(true))),
    play: button("Play", "play", "Visit point after point until an epoch has no mistake", () => play.set(!play.running())),
    reset: button("Reset", "reset", "Start again from the first weights, with the points as they are", reset),
  };
  const eta = slider({ text: "η", help: "learning rate η" }, { min: 0.1, max: 2, step: 0.1 }, (value) =>
    commit({ ...state, eta: value }, [`The learning rate η is ${number(value, 1)}.`, ""], "eta"));
  const engine = radios("Engine", [["reference", "reference"], ["mine", "my code"]], setEngine);
  const brush = radios("New point", [[1, h("span", {}, shape(1), "+1")], [-1, h("span", {}, shape(-1), "−1")]],
    (value) => (newClass = value));
  const table = numbers(["w[0]", "w[1]", "w[2]"]);
  const counts = counters(["Epoch", "Visits in this epoch", "Mistakes in this epoch", "Mistakes in total",
    "Now on the wrong side"]);
  const chart = bars("Mistakes per epoch", 12);
  const equation = h("span", { class: "xp-equation" });
  const lines = h("span", { class: "xp-lines" }, dash("xp-line"), "yours", dash("xp-line xp-dashed"), "reference");
  const engines = h("div", { class: "xp-bar xp-engine" }, engine.node, lines);
  const addButton = setAll(button("Add", "add", "Add a point in the middle of the plane", addByKey).node,
    { "aria-label": "Add a point" });
  view.root.append(
    h("div", { class: "xp-head" }, h("strong", {}, "The perceptron's line"), equation),
    h("div", { class: "xp-bar" }, ...Object.values(buttons).map((one) => one.node), eta.node),
    engines,
    h("div", { class: "xp-main" },
      h("div", { class: "xp-left" }, plot.svg, h("div", { class: "xp-bar xp-under" }, brush.node, addButton)),
      h("div", { class: "xp-side" }, table.node, counts.node, chart.node)),
    view.status, view.live,
    h("p", { class: "xp-hint" }, "Click in the plane to add a point. Drag it, or move it with the arrow keys; "
      + "Enter changes its class, Delete removes it. Filled: on its right side of the line; hollow: on the wrong one."));

  function draw() {
    const { points, w, cursor, mistakes, last } = state;
    const wrong = (i) => predict(w, points[i]) !== points[i][2];
    const total = points.filter((_, i) => wrong(i)).length;
    const label = (i) => `Point ${i + 1} of ${points.length}, class ${sign(points[i][2])}, at ${place(points[i])}, `
      + `${wrong(i) ? "wrong" : "right"} side`;
    const line = `${number(w[0])} ${signed(w[1]).replace(/^./, "$& ")} x₁ ${signed(w[2]).replace(/^./, "$& ")} x₂ = 0`;
    plot.setPoints(points, { wrong, name: label, visited: last?.n ?? -1 });
    plot.setLine(w);
    plot.setOverlay(last?.truth?.w ?? null);
    const seen = `Plane with ${plural(points.length, "point")}, ${total} on the wrong side of the line ${line}`;
    plot.svg.setAttribute("aria-label", seen);
    equation.textContent = line;
    table.set(...weightRows(state, mine()));
    counts.set([mistakes.length, `${mistakes.length ? cursor : 0} of ${points.length}`, mistakes.at(-1) ?? 0,
      mistakes.reduce((sum, count) => sum + count, 0), `${total} of ${points.length}`].map(String));
    chart.set(mistakes, cursor < points.length);
    eta.set(state.eta);
    brush.set(newClass);
    engine.set(mine() ? "mine" : "reference");
    engines.hidden = !model.get("has_code");
    lines.hidden = !mine();
    const ready = !(mine() && code.busy());
    buttons.back.enable(past.length > 0);
    buttons.step.enable(ready);
    buttons.epoch.enable(ready);
  }

  // -- changes from Python, or from another view of the same model
  let queued = false;
  function changed() {
    if (saving || queued) return;
    queued = true;
    queueMicrotask(() => {
      queued = false;
      remember();
      show(read());
    });
  }
  const heard = [...TRAITS.map((key) => [`change:${key}`, changed]), ["change:engine", draw]];
  heard.forEach(([event, listener]) => model.on(event, listener));
  view.cleanups.push(() => heard.forEach(([event, listener]) => model.off(event, listener)));
  draw();
  view.say("Press Step: the next point is visited, and w changes only if it is on the wrong side.");
  return view.close;
}

export default { render };
