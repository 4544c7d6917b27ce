import { expect, test } from "vitest";
import { markWords } from "./mark-words.ts";

test("neighbouring words that differ share a mark, and the text stays whole", () => {
  const words = ["The", "fare", "is", "fully", "refunded"];
  const tree = {
    type: "root",
    children: [
      { type: "element", tagName: "p", children: [{ type: "text", value: "The fare is fully refunded." }] },
    ],
  };
  markWords(words, [false, false, false, true, true])()(tree);
  const [paragraph] = tree.children;
  expect(paragraph?.children.map(node => JSON.stringify(node))).toEqual([
    '{"type":"text","value":"The"}',
    '{"type":"text","value":" fare"}',
    '{"type":"text","value":" is"}',
    '{"type":"text","value":" "}',
    '{"type":"element","tagName":"mark","properties":{},"children":[{"type":"text","value":"fully refunded."}]}',
  ]);
});
