// A part for explorables: numbers beside the picture (a table that lines up, counters, bars an epoch).

/** A small table; `set` takes two lines of title and rows [label, cells, tone]; a text spans all columns. */
function numbers(heads) {
  const [title, subtitle] = [h("strong", {}), h("span", {})];
  const body = h("tbody", {});
  const head = h("tr", {}, h("td", {}), ...heads.map((text) => h("th", { scope: "col" }, text)));
  const node = h("table", { class: "xp-numbers" }, h("caption", {}, title, subtitle), h("thead", {}, head), body);
  const row = ([label, cells, tone = ""]) => {
    const texts = typeof cells === "string" ? [h("td", { colspan: heads.length }, cells)]
      : cells.map((text) => h("td", {}, text));
    return h("tr", { "data-tone": tone }, h("th", { scope: "row" }, label), ...texts);
  };
  return {
    node,
    set([first, second], rows) {
      title.textContent = first;
      subtitle.textContent = second;
      body.replaceChildren(...rows.map(row));
    },
  };
}

/** A list of named values, right-aligned. */
function counters(names) {
  const values = names.map(() => h("td", {}));
  const rows = names.map((text, i) => h("tr", {}, h("th", { scope: "row" }, text), values[i]));
  const node = h("table", { class: "xp-numbers xp-counters", "aria-label": "Counters" }, h("tbody", {}, ...rows));
  return { node, set: (texts) => texts.forEach((text, i) => (values[i].textContent = text)) };
}

/** Bars of the last `room` counts, each with its number; the last one may still be growing. */
function bars(caption, room) {
  const [width, height, foot, top] = [252, 84, 16, 14];
  const cell = width / room;
  const svg = s("svg", { class: "xp-bars", viewBox: `0 0 ${width} ${height}`, role: "img" });
  const node = h("figure", { class: "xp-figure" }, h("figcaption", {}, caption), svg);
  const text = (x, y, words) => s("text", { x, y, "text-anchor": "middle" }, String(words));
  function bar(count, i, first, most, open) {
    const tall = most ? (count / most) * (height - foot - top) : 0;
    const [x, y] = [i * cell, height - foot - tall];
    return s("g", { class: open ? "xp-open" : "" },
      s("rect", { x: x + 0.18 * cell, y, width: 0.64 * cell, height: tall }),
      text(x + cell / 2, y - 3, count), text(x + cell / 2, height - 4, first + i + 1));
  }
  return {
    node,
    set(counts, open) {
      const first = Math.max(0, counts.length - room);
      const shown = counts.slice(first);
      const most = Math.max(...shown, 0);
      const base = s("path", { class: "xp-base", d: `M0 ${height - foot + 0.5}H${width}` });
      svg.setAttribute("aria-label", `${caption}: ${counts.length ? counts.join(", ") : "none yet"}`);
      svg.replaceChildren(base, ...shown.map((count, i) => bar(count, i, first, most, open && i === shown.length - 1)));
      if (shown.length === 0) svg.append(text(width / 2, height / 2, "no visit yet"));
    },
  };
}

/** Keys of the drawing: the mark of a class, and a stroke as the plane draws it. */
const shape = (y) => s("svg", { class: "xp-key", viewBox: "-8 -8 16 16", "data-label": y, "aria-hidden": "true" },
  s("circle", { class: "xp-dot", r: 6 }), s("rect", { class: "xp-box", x: -5.5, y: -5.5, width: 11, height: 11 }));
const dash = (kind) => s("svg", { class: "xp-stroke", viewBox: "0 0 28 8", "aria-hidden": "true" },
  s("path", { class: kind, d: "M1 4H27" }));
