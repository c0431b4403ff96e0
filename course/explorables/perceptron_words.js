// The words and numbers of perceptron_line.js; `last` is what the last step or epoch did.

const sign = (y) => (y > 0 ? "+1" : "−1");

/** What happened, in words, and the tone of it. */
function report({ points, mistakes, eta, last }, separated) {
  const { n, seen, order, got, truth, same } = last;
  const step = seen ? "step" : "epoch";
  if (!same) {
    const counts = got.mistakes === truth.mistakes ? ""
      : ` Yours counts ${plural(got.mistakes, "mistake")}, the reference ${truth.mistakes}.`;
    return [`Your update and the reference disagree after this ${step}: yours gives w = ${vector(got.w)}, `
      + `the reference w = ${vector(truth.w)}.${counts}`, "bad"];
  }
  const both = truth ? " Your code and the reference agree." : "";
  const done = separated ? " A whole epoch without a mistake: the line separates the classes." : "";
  const tone = separated ? "good" : "";
  if (!seen) {
    const part = order.length < points.length ? "The rest of epoch" : "Epoch";
    const counts = `${plural(got.mistakes, "mistake")} in ${plural(order.length, "visit")}`;
    return [`${part} ${mistakes.length}: ${counts}.${both}${done}`, tone];
  }
  const [x1, x2, y] = points[n];
  if (!seen.mistake) return [`Point ${n + 1}, class ${sign(y)}, is right: w stays.${both}${done}`, tone];
  const numbersIn = `${vector(last.before)} + ${number(eta, 1)}·(${sign(y)})·(1, ${number(x1)}, ${number(x2)})`;
  return [`Point ${n + 1}, class ${sign(y)}, is predicted ${sign(-y)}: a mistake. `
    + `w ← w + η·y·x̃ = ${numbersIn} = ${vector(got.w)}.${both}`, "mistake"];
}

/** Title and rows of the table of weights: before, what is added, after; `both` keeps a row for the reference. */
function weightRows({ w, points, last }, both) {
  const cells = (values, write = number) => values.map((value) => write(value));
  const none = ["", "", ""];
  const table = (now, added, reference, after, tone) => [
    ["w", cells(now)], ["+ η·y·x̃", added],
    ...(both ? [["reference", reference], ["your w", after, tone]] : [["new w", after, tone]])];
  if (!last) return [["The weights", "w = (bias, w₁, w₂)"], table(w, none, none, none, "strong")];
  const { n, seen, order, before, got, truth, same } = last;
  const title = seen
    ? [`Visit of point ${n + 1}`, `w·x̃ = ${number(seen.net)} predicts ${sign(predict(before, points[n]))}, `
      + `${seen.mistake ? "but" : "and"} y = ${sign(points[n][2])}`]
    : [`${plural(order.length, "visit")} at once`, plural(got.mistakes, "mistake")];
  const added = !seen ? none : seen.mistake ? cells(seen.change, signed) : "right: w stays";
  return [title, table(before, added, truth ? cells(truth.w) : none, cells(got.w), same ? "strong" : "bad")];
}
