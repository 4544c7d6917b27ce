/**
 * Facets write filter text: a facet is one conjunct of the expression, so what a click does can be read and edited
 * like everything else in the filter.
 */

export type FacetKind = "scalar" | "tag";

export interface FacetField {
  /** The field's name in the filter language. */
  name: string;
  kind: FacetKind;
}

/**
 * Splits an expression at its top-level `&&`. An expression with a top-level `||` or `?` is one conjunct, in
 * parentheses; so is one whose brackets or strings do not close.
 */
export function conjunctsOf(expression: string): string[] {
  const text = expression.trim();
  if (text === "") return [];
  const parts: string[] = [];
  let depth = 0;
  let from = 0;
  for (let at = 0; at < text.length; at++) {
    const letter = text[at] ?? "";
    if (letter === '"' || letter === "'") {
      const end = closingQuote(text, at);
      if (end < 0) return [`(${text})`];
      at = end;
    } else if ("([{".includes(letter)) depth++;
    else if (")]}".includes(letter)) depth--;
    else if (depth === 0 && (letter === "?" || text.startsWith("||", at))) return [`(${text})`];
    else if (depth === 0 && text.startsWith("&&", at)) {
      parts.push(text.slice(from, at).trim());
      from = at + 2;
      at++;
    }
  }
  if (depth !== 0) return [`(${text})`];
  parts.push(text.slice(from).trim());
  return parts.filter(part => part !== "");
}

function closingQuote(text: string, start: number): number {
  for (let at = start + 1; at < text.length; at++) {
    if (text[at] === "\\") at++;
    else if (text[at] === text[start]) return at;
  }
  return -1;
}

/** The values that the expression asks of a facet's field, as far as it does so in the words that facets write. */
export function facetValues(expression: string, field: FacetField): (string | null)[] {
  return conjunctsOf(expression).flatMap(conjunct => valuesOf(conjunct, field) ?? []);
}

/** The expression after a click on one value of a facet. */
export function toggleFacet(expression: string, field: FacetField, value: string | null): string {
  const chosen = facetValues(expression, field);
  const isOn = chosen.includes(value);
  const next = isOn ? chosen.filter(other => other !== value) : together(chosen, value);
  return [...withoutFacet(expression, field), ...clausesOf(field, next)].join(" && ");
}

/** The expression with everything that the facet wrote taken out: what its own counts are over. */
export function clearFacet(expression: string, field: FacetField): string {
  return withoutFacet(expression, field).join(" && ");
}

function withoutFacet(expression: string, field: FacetField): string[] {
  return conjunctsOf(expression).filter(conjunct => valuesOf(conjunct, field) === null);
}

/** Null is no member of a list in the filter language, so "none" and values exclude each other. */
function together(chosen: (string | null)[], value: string | null): (string | null)[] {
  return value === null ? [null] : [...chosen.filter(other => other !== null), value];
}

function clausesOf(field: FacetField, values: (string | null)[]): string[] {
  if (values.length === 0) return [];
  if (field.kind === "tag") return values.map(value => `${JSON.stringify(value)} in ${field.name}`);
  const [only] = values;
  if (values.length === 1) return [`${field.name} == ${JSON.stringify(only ?? null)}`];
  return [`${field.name} in [${values.map(value => JSON.stringify(value)).join(", ")}]`];
}

function valuesOf(conjunct: string, field: FacetField): (string | null)[] | null {
  if (field.kind === "tag") {
    const suffix = ` in ${field.name}`;
    return conjunct.endsWith(suffix) ? literals(`[${conjunct.slice(0, -suffix.length)}]`) : null;
  }
  if (conjunct.startsWith(`${field.name} == `)) return literals(`[${conjunct.slice(field.name.length + 4)}]`);
  if (conjunct.startsWith(`${field.name} in [`)) return literals(conjunct.slice(field.name.length + 4));
  return null;
}

function literals(list: string): (string | null)[] | null {
  try {
    const values: unknown = JSON.parse(list);
    if (!Array.isArray(values)) return null;
    return values.every(value => typeof value === "string" || value === null) ? values : null;
  } catch {
    return null;
  }
}
