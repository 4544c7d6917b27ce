import { expect, test } from "vitest";
import { actorWords } from "./actor-words.ts";

test.each([
  ["member:1", "you"],
  ["member:2", "another member"],
  ["key:9", "an API key"],
  ["local", "the server's own machine"],
  ["Ada", "Ada"],
])("%s reads %s", (actor, words) => {
  expect(actorWords(actor, "1")).toBe(words);
});
