// A part for explorables in two dimensions: a square of the (x1, x2) plane with a line and points to move.

const PLANE = { size: 384, left: 30, top: 8, right: 8, bottom: 30 };

/** A step of 1, 2 or 5 times a power of ten that cuts `width` into at most eight. */
function niceStep(width) {
  const power = 10 ** Math.floor(Math.log10(width / 8));
  return power * ([1, 2, 5].find((factor) => (factor * power) * 8 >= width) ?? 10);
}

/** Corners of the +1 side, the two ends of the line and the arrow's foot; null where w has no direction. */
function halfPlane(w, [low1, high1, low2, high2]) {
  const length = Math.hypot(w[1], w[2]);
  if (!(length > 0) || !Number.isFinite(length + w[0])) return null;
  const n = [w[1] / length, w[2] / length];
  const centre = [(low1 + high1) / 2, (low2 + high2) / 2];
  const range = high1 - low1;
  const gap = (w[0] + w[1] * centre[0] + w[2] * centre[1]) / length; // signed distance of the centre
  const kept = Math.max(-2 * range, Math.min(2 * range, gap)); // a line far outside stays just outside
  const foot = [centre[0] - kept * n[0], centre[1] - kept * n[1]];
  const at = (along, up) => [foot[0] - along * n[1] + up * n[0], foot[1] + along * n[0] + up * n[1]];
  const far = 6 * range;
  return { n, foot, ends: [at(-far, 0), at(far, 0)], corners: [at(-far, 0), at(far, 0), at(far, far), at(-far, far)] };
}

/** The SVG plane. `on` holds add(x), move(i, x), remove(i), flip(i), and drop(), the end of a gesture. */
function plane(view, on) {
  const [low1, high1, low2, high2] = view;
  const { size, left, top, right, bottom } = PLANE;
  const [width, height] = [left + size + right, top + size + bottom];
  const tick = niceStep(high1 - low1);
  const scale = size / (high1 - low1);
  const px = (x) => [(x[0] - low1) * scale, (high2 - x[1]) * scale]; // inside the inner square
  const path = (corners) => "M" + corners.map((x) => px(x).map((v) => v.toFixed(2)).join(",")).join("L");
  const snap = (x, grid) => [
    Number((Math.round(Math.min(high1, Math.max(low1, x[0])) / grid) * grid).toFixed(6)),
    Number((Math.round(Math.min(high2, Math.max(low2, x[1])) / grid) * grid).toFixed(6)),
  ];

  const shade = s("path", { class: "xp-shade" });
  const line = s("path", { class: "xp-line" });
  const overlay = s("path", { class: "xp-line xp-dashed" });
  const arrow = s("path", { class: "xp-arrow" });
  const ground = s("rect", { class: "xp-ground", width: size, height: size });
  const dots = s("g", {});
  const inner = s("svg", { x: left, y: top, width: size, height: size }, ground, shade, ...grid(),
    line, overlay, arrow, dots);
  const box = { class: "xp-plane", viewBox: `0 0 ${width} ${height}`, role: "group", tabindex: -1 };
  const svg = s("svg", box, inner, ...labels());
  svg.append(s("rect", { class: "xp-frame", x: left, y: top, width: size, height: size }));

  function ticks(low, high) {
    const first = Math.ceil(low / tick - 1e-9);
    const count = Math.floor(high / tick + 1e-9) - first + 1;
    return Array.from({ length: count }, (_, k) => (first + k) * tick);
  }
  function grid() {
    const bar = (a, b, value) => s("path", { class: value === 0 ? "xp-grid xp-axis" : "xp-grid", d: path([a, b]) });
    return [
      ...ticks(low1, high1).map((v) => bar([v, low2], [v, high2], v)),
      ...ticks(low2, high2).map((v) => bar([low1, v], [high1, v], v)),
    ];
  }
  function labels() {
    const digits = Math.max(0, -Math.floor(Math.log10(tick)));
    const text = (x, y, words, anchor) => s("text", { x, y, "text-anchor": anchor, class: "xp-tick" }, words);
    const edge = (v, low, high) => v - low < 0.2 * tick || high - v < 0.6 * tick; // room for the axis' name
    return [
      ...ticks(low1, high1).filter((v) => !edge(v, low1, high1))
        .map((v) => text(left + px([v, 0])[0], top + size + 16, number(v, digits), "middle")),
      ...ticks(low2, high2).filter((v) => !edge(v, low2, high2))
        .map((v) => text(left - 6, top + px([0, v])[1] + 4, number(v, digits), "end")),
      s("text", { x: left + size, y: top + size + 17, "text-anchor": "end", class: "xp-name" }, "x₁"),
      s("text", { x: left - 6, y: top + 11, "text-anchor": "end", class: "xp-name" }, "x₂"),
    ];
  }
  function under(event) {
    const at = new DOMPoint(event.clientX, event.clientY).matrixTransform(inner.getScreenCTM().inverse());
    return snap([low1 + at.x / scale, high2 - at.y / scale], tick / 20);
  }
  ground.addEventListener("click", (event) => on.add(under(event)));
  for (const other of [shade, line, overlay, arrow]) other.style.pointerEvents = "none";

  const KEYS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] };
  const nodes = [];
  let points = [];

  function makePoint(i) {
    const node = s("g", { class: "xp-point", tabindex: 0, role: "button" },
      s("circle", { class: "xp-halo", r: 13 }),
      s("circle", { class: "xp-focus", r: 16 }),
      s("circle", { class: "xp-dot", r: 7 }),
      s("rect", { class: "xp-box", x: -6.5, y: -6.5, width: 13, height: 13 }),
      s("circle", { class: "xp-hit", r: 14 }));
    let held = null;
    node.addEventListener("pointerdown", (event) => {
      if (event.button !== 0) return;
      event.preventDefault();
      node.focus({ preventScroll: true });
      node.setPointerCapture(event.pointerId);
      on.drop();
      held = [event.clientX, event.clientY];
    });
    node.addEventListener("pointermove", (event) => {
      if (!held || Math.hypot(event.clientX - held[0], event.clientY - held[1]) < 3) return;
      held = [Infinity, Infinity]; // once it moves, every further move counts
      on.move(i, under(event));
    });
    const drop = () => held && ((held = null), on.drop());
    node.addEventListener("pointerup", drop);
    node.addEventListener("pointercancel", drop);
    node.addEventListener("keydown", (event) => {
      const by = KEYS[event.key];
      const stride = (event.shiftKey ? 5 : 1) * (tick / 10);
      if (by) on.move(i, snap([points[i][0] + by[0] * stride, points[i][1] + by[1] * stride], tick / 20));
      else if (event.key === "Delete" || event.key === "Backspace") on.remove(i);
      else if (event.key === "Enter" || event.key === " ") on.flip(i);
      else return;
      event.preventDefault();
    });
    return node;
  }

  return {
    svg,
    focus: (i) => (nodes[Math.min(i, nodes.length - 1)] ?? svg).focus({ preventScroll: true }),
    /** Points as [x1, x2, class]; `wrong` and `name` are functions of the index. */
    setPoints(next, { wrong, name, visited }) {
      points = next;
      while (nodes.length > points.length) nodes.pop().remove();
      while (nodes.length < points.length) dots.append((nodes[nodes.length] = makePoint(nodes.length)));
      nodes.forEach((node, i) => {
        setAll(node, { transform: `translate(${px(points[i]).join(",")})`, "aria-label": name(i) });
        Object.assign(node.dataset, { label: points[i][2], wrong: wrong(i), visited: i === visited });
      });
    },
    setLine(w) {
      const half = halfPlane(w, view);
      line.setAttribute("d", half ? path(half.ends) : "");
      shade.setAttribute("d", half ? path(half.corners) + "Z" : w[0] > 0 ? path(corner()) + "Z" : "");
      arrow.setAttribute("d", half ? arrowPath(half) : "");
    },
    setOverlay(w) {
      const half = w && halfPlane(w, view);
      overlay.setAttribute("d", half ? path(half.ends) : "");
    },
  };

  function corner() {
    return [[low1, low2], [high1, low2], [high1, high2], [low1, high2]];
  }
  /** An arrow of 46 pixels along n; the plane has one scale for both axes, so it stands upright on the line. */
  function arrowPath({ n, foot }) {
    const [x, y] = px(foot);
    const [dx, dy] = [n[0], -n[1]];
    const go = (along, aside) => `${(x + along * dx - aside * dy).toFixed(2)},${(y + along * dy + aside * dx).toFixed(2)}`;
    return `M${go(0, 0)}L${go(38, 0)}M${go(48, 0)}L${go(36, 5)}L${go(36, -5)}Z`;
  }
}
