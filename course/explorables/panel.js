// A part for explorables: numbers beside the picture (a table that lines up, counters, bars an epoch).

/** A small table; `set` takes rows [label, cells, tone], where cells are texts or one text over all columns. */
function numbers(caption, heads) {
  const title = h("caption", {}, caption);
  const body = h("tbody", {});
  const head = h("tr", {}, h("td", {}), ...heads.map((text) => h("th", { scope: "col" }, text)));
  const node = h("table", { class: "xp-numbers" }, title, h("thead", {}, head), body);
  const row = ([label, cells, tone = ""]) => {
    const texts = typeof cells === "string" ? [h("td", { colspan: heads.length }, cells)]
      : cells.map((text) => h("td", {}, text));
    return h("tr", { "data-tone": tone }, h("th", { scope: "row" }, label), ...texts);
  };
  return {
    node,
    set(text, rows) {
      title.textContent = text;
      body.replaceChildren(...rows.map(row));
    },
  };
}

/** A list of named values, right-aligned. */
function counters(names) {
  const values = names.map(() => h("dd", {}));
  const node = h("dl", { class: "xp-counters" }, ...names.flatMap((text, i) => [h("dt", {}, text), values[i]]));
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
