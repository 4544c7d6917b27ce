import { FilterError } from "./filter-error.ts";
import { type Token, tokenize } from "./tokens.ts";

const binaryOperators = new Set([
  "==",
  "!=",
  "<",
  "<=",
  ">",
  ">=",
  "&&",
  "||",
  "+",
  "-",
  "*",
  "/",
  "%",
  "?",
  ":",
  "in",
]);
const prefixes = new Set(["!", "-", "."]);
const openers = new Map([
  ["(", ")"],
  ["[", "]"],
  ["{", "}"],
]);
const closers = new Set(openers.values());

/** What people write out of habit from other languages, and what CEL calls it. */
const habits = new Map([
  ["=", "=="],
  ["===", "=="],
  ["!==", "!="],
  ["<>", "!="],
  ["&", "&&"],
  ["|", "||"],
  ["and", "&&"],
  ["or", "||"],
  ["is", "=="],
  ["like", "contains"],
]);

function at(token: Token, message: string, suggestion?: string): FilterError {
  return new FilterError(message, { position: token.start, length: token.end - token.start, suggestion });
}

function findBracketFault(tokens: Token[]): FilterError | undefined {
  const open: Token[] = [];
  for (const token of tokens) {
    if (token.kind !== "symbol") continue;
    if (openers.has(token.text)) open.push(token);
    if (!closers.has(token.text)) continue;
    const opener = open.pop();
    if (!opener) return at(token, `This ${token.text} closes nothing.`);
    const wanted = openers.get(opener.text);
    if (wanted !== token.text) return at(token, `Expected ${wanted} here, found ${token.text}.`, wanted);
  }
  const unclosed = open.pop();
  return unclosed && at(unclosed, `This ${unclosed.text} is never closed.`);
}

function findHabit(token: Token): FilterError | undefined {
  const suggestion = habits.get(token.text.toLowerCase());
  return suggestion ? at(token, `Write ${suggestion} instead of ${token.text}.`, suggestion) : undefined;
}

/** Whether a value may go on after another: a call, an index or a member. */
function continuesValue(token: Token): boolean {
  return token.kind === "symbol" && ["(", "[", "{", "."].includes(token.text);
}

/** Walks the tokens as values and operators that take turns; the first that is out of turn is at fault. */
function findTokenOutOfTurn(tokens: Token[]): FilterError | undefined {
  let valueDue = true;
  let previous: Token | undefined;
  for (const token of tokens) {
    const isOperator = binaryOperators.has(token.text);
    const closes = closers.has(token.text) || token.text === ",";
    if (valueDue) {
      const isEmptyPair = previous !== undefined && closes && openers.has(previous.text);
      if (prefixes.has(token.text) || openers.has(token.text)) valueDue = true;
      else if (token.kind !== "symbol" && !isOperator) valueDue = false;
      else if (isEmptyPair) valueDue = false;
      else return findHabit(token) ?? at(token, `A field or a value is missing before ${token.text}.`);
    } else if (isOperator || token.text === ",") valueDue = true;
    else if (continuesValue(token)) valueDue = true;
    else if (!closes) {
      if (previous?.text.toLowerCase() === "not")
        return at(previous, `Write ! instead of ${previous.text}.`, "!");
      return findHabit(token) ?? at(token, `An operator, such as && or ==, is missing before ${token.text}.`);
    }
    previous = token;
  }
  if (!valueDue || !previous) return undefined;
  return new FilterError(`A field or a value is missing after ${previous.text}.`, { position: previous.end });
}

/** Says what is wrong with a text that the CEL parser refused at `offset`, the end of its longest good prefix. */
export function explainSyntax(text: string, offset: number): FilterError {
  const tokens = tokenize(text);
  const unclosedText = tokens.find(token => token.kind === "openText");
  if (unclosedText) {
    return at(
      unclosedText,
      `This text is not closed: add ${unclosedText.text.match(/["']/)?.[0] ?? '"'} at its end.`,
    );
  }
  const fault = findBracketFault(tokens) ?? findTokenOutOfTurn(tokens);
  if (fault) return fault;
  const position = Math.min(offset, text.length);
  const token = tokens.find(candidate => candidate.end > position);
  return token
    ? at(token, `The filter cannot be read from ${token.text} on.`)
    : new FilterError("The filter ends too early.", { position });
}
