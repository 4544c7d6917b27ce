import { describe, expect, test } from "vitest";
import { decodeFile } from "./decode-file.ts";
import { decoderByName, decoders, detectFormat } from "./detect.ts";
import { allOf, fileOf } from "./fixture-file.ts";

describe("the format of a file", () => {
  test("is told by its first row that looks like one", () => {
    expect(detectFormat([{ note: "header" }, { chosen: "a", rejected: "b" }])?.format).toBe("trl-preference");
    expect(detectFormat([{ task_id: 1, reward: 0, traj: [] }])?.format).toBe("tau-bench");
    expect(detectFormat([{ type: "session" }, [], null, 4])).toBeNull();
  });

  test("is told behind rows that cannot be read", async () => {
    const { decoder, rows } = await decodeFile(
      fileOf('oops\n{"messages":[{"role":"user","content":"Hi"}]}\n'),
    );
    expect(decoder.format).toBe("chat-messages");
    expect(await allOf(rows)).toMatchObject([
      { line: 1, refused: expect.any(String) },
      { line: 2, warnings: [] },
    ]);
  });

  test("can be named, and an unknown name lists the known ones", () => {
    for (const decoder of decoders) expect(decoderByName(decoder.format)).toBe(decoder);
    expect(() => decoderByName("csv")).toThrow(
      'There is no format "csv". Known formats: espalier, tau-bench, pandalm, trl-preference, chat-messages.',
    );
  });

  test.each([
    ["", { code: "empty_file", message: "test holds no record." }],
    ['{"a":1}\n', { code: "unknown_format", message: expect.stringContaining("Known formats: espalier,") }],
    [
      "name,score\nash,4\n",
      { code: "unknown_format", message: expect.stringContaining("cannot be read: not JSON") },
    ],
  ])("is refused when it cannot be told: %j", async (content, error) => {
    await expect(decodeFile(fileOf(content))).rejects.toMatchObject({ family: "invalid", ...error });
  });
});
