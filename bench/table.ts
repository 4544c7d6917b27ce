import { exponentOf, type Figure, type Point, ratioOf } from "./figures.ts";

/** Figures as lines of text: a heading with the goal and the growth, then a line for each size. */
export function tableOf(figures: readonly Figure[]): string {
  return figures.map(figure => [heading(figure), ...lines(figure)].join("\n")).join("\n\n");
}

function heading(figure: Figure): string {
  const exponent = exponentOf(figure);
  const growth = exponent === null ? "" : `; grows as size^${exponent.toFixed(2)}`;
  return `${figure.what}\n  against ${figure.peer}\n  goal ${figure.goal}${growth}`;
}

function lines(figure: Figure): string[] {
  const cells = figure.points.map(point => [
    `${point.size.toLocaleString("en")} ${figure.unit}`,
    amount(figure, point, point.ours),
    point.p95 === undefined ? "" : `p95 ${milliseconds(point.p95)}`,
    point.peer === null ? "" : `peer ${amount(figure, point, point.peer)}`,
    ratioText(figure, point),
  ]);
  const widths = [0, 1, 2, 3, 4].map(at => Math.max(0, ...cells.map(row => row[at]?.length ?? 0)));
  return cells.map(row => `    ${row.map((cell, at) => cell.padStart(widths[at] ?? 0)).join("   ")}`);
}

function amount({ measure, unit }: Figure, { size }: Point, value: number): string {
  if (measure === "bytes") return `${Math.round(value / 1e6).toLocaleString("en")} MB`;
  if (measure === "wait") return milliseconds(value);
  const rate = Math.round(size / value).toLocaleString("en");
  return `${value.toFixed(3)} s (${rate} ${unit}/s)`;
}

function milliseconds(seconds: number): string {
  return `${(seconds * 1000).toFixed(seconds < 0.1 ? 2 : 0)} ms`;
}

function ratioText(figure: Figure, point: Point): string {
  const ratio = ratioOf(figure, point);
  if (ratio === null) return "";
  return figure.ratio !== "share" ? `${ratio.toFixed(2)}x` : `${(ratio * 100).toFixed(1)}%`;
}
