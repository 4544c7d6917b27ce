import { setTimeout as delay } from "node:timers/promises";
import { append } from "#lib/log/append.ts";
import type { LogRecord } from "#lib/log/schemas.ts";

/**
 * A process that appends as agents do, one short trajectory after the other and now and then a reward of an older one, until
 * it is told to stop; then it says how long the longest append took, and how many there were.
 */

const pauseMilliseconds = 5;
const [workspaceId = "", ...olderIds] = process.argv.slice(2);
let isStopped = false;
process.once("message", () => {
  isStopped = true;
});

const name = String(process.pid);
const records = (at: number): LogRecord[] => [
  {
    type: "trajectory",
    id: `${name}-${at}`,
    task: "appended",
    steps: [
      { role: "user", content: `ask ${at}` },
      { role: "assistant", content: `answer ${at}` },
    ],
  },
  ...(olderIds[at % 100] === undefined
    ? []
    : [
        {
          type: "reward" as const,
          id: `${name}-${at}/r`,
          trajectoryId: olderIds[at % 100] ?? "",
          name: "late",
          value: at,
          rater: "env:bench" as const,
        },
      ]),
];

let longest = 0;
let made = 0;
// The first appends pay for the connection and its plans.
for (let at = 0; at < 10; at++) await append(workspaceId, records(-1 - at));
process.send?.("ready");
while (!isStopped) {
  const started = performance.now();
  await append(workspaceId, records(made));
  longest = Math.max(longest, (performance.now() - started) / 1000);
  made += 1;
  await delay(pauseMilliseconds);
}
process.send?.({ longest, made }, () => process.exit(0));
