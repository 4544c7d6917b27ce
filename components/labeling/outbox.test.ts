import { describe, expect, test } from "vitest";
import { createOutbox, type Delivery, type OutboxEntry } from "./outbox.ts";

function memoryStorage() {
  const held = new Map<string, string>();
  return {
    held,
    getItem: (key: string) => held.get(key) ?? null,
    setItem: (key: string, value: string) => void held.set(key, value),
    removeItem: (key: string) => void held.delete(key),
  };
}

function setUp(answers: Delivery[], storage = memoryStorage()) {
  const sent: string[] = [];
  const refused: string[] = [];
  const waiting: number[] = [];
  const pauses: number[] = [];
  const outbox = createOutbox({
    storage,
    key: "box",
    send: async (entry: OutboxEntry) => {
      sent.push(entry.id);
      return answers.shift() ?? { kind: "sent" };
    },
    onChange: count => waiting.push(count),
    onRefused: (entry, reason) => refused.push(`${entry.id}: ${reason}`),
    pause: async ms => void pauses.push(ms),
  });
  return { outbox, storage, sent, refused, waiting, pauses };
}

const vote = (id: string): OutboxEntry => ({ id, path: "labels", body: { lease: id } });

describe("the outbox", () => {
  test("sends in order and empties its storage", async () => {
    const box = setUp([]);
    box.outbox.add(vote("1"));
    box.outbox.add(vote("2"));
    expect(box.storage.held.get("box")).toContain('"2"');
    await box.outbox.flush();
    expect(box.sent).toEqual(["1", "2"]);
    expect(box.waiting.at(-1)).toBe(0);
    expect(box.storage.held.size).toBe(0);
  });

  test("tries again, waiting longer each time, and loses nothing", async () => {
    const box = setUp([{ kind: "later" }, { kind: "later" }]);
    box.outbox.add(vote("1"));
    await box.outbox.flush();
    expect(box.sent).toEqual(["1", "1", "1"]);
    expect(box.pauses).toEqual([1000, 2000]);
  });

  test("drops what the server refuses, says so, and goes on", async () => {
    const box = setUp([{ kind: "refused", reason: "the item was withdrawn" }]);
    box.outbox.add(vote("1"));
    box.outbox.add(vote("2"));
    await box.outbox.flush();
    expect(box.refused).toEqual(["1: the item was withdrawn"]);
    expect(box.sent).toEqual(["1", "2"]);
  });

  test("a new tab sends what an earlier one could not", async () => {
    const storage = memoryStorage();
    storage.setItem("box", JSON.stringify([vote("left over")]));
    const box = setUp([], storage);
    await box.outbox.flush();
    expect(box.sent).toEqual(["left over"]);
  });

  test("storage that holds nonsense is an empty box", async () => {
    const storage = memoryStorage();
    storage.setItem("box", '[{"id":1},"x"');
    expect(setUp([], storage).outbox.waiting()).toBe(0);
  });

  test("only the newest entry that is not on its way can be taken back", async () => {
    const box = setUp([]);
    box.outbox.add(vote("1"));
    box.outbox.add(vote("2"));
    expect(box.outbox.takeBack("1")).toBe(false);
    expect(box.outbox.takeBack("2")).toBe(true);
    await box.outbox.flush();
    expect(box.sent).toEqual(["1"]);
  });
});
