import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { ensureFirstOwner } from "#lib/cli/first-owner.ts";
import { parseJson } from "#lib/formats/json.ts";
import { append } from "#lib/log/append.ts";
import { type LogRecord, logRecordSchema } from "#lib/log/schemas.ts";
import { workspaceOverview } from "#lib/slices/workspace-overview.ts";
import { ownerEmail } from "#lib/workspaces/auth.ts";
import { createWorkspace } from "#lib/workspaces/create-workspace.ts";
import { findLocalWorkspace } from "#lib/workspaces/find-workspace.ts";

const demoFolder = fileURLToPath(new URL("../../demo", import.meta.url));

/**
 * What a first start makes, and a later one finds: the first owner, and the `demo` workspace with its sample data. Safe to
 * be killed anywhere.
 */
export async function firstStart(): Promise<{ email: string; passwordFile: string }> {
  const { userId, passwordFile } = await ensureFirstOwner();
  if (!(await findLocalWorkspace("demo"))) await createWorkspace({ name: "demo", ownerUserId: userId });
  const demo = await findLocalWorkspace("demo");
  if (!demo) throw new Error("the demo workspace was made and is not there");
  // The sample lands as one append, all of it or nothing.
  const { lastAppendAt } = await workspaceOverview(demo);
  if (lastAppendAt === null) await append(demo.workspaceId, await demoRecords());
  return { email: ownerEmail, passwordFile };
}

async function demoRecords(): Promise<LogRecord[]> {
  const files = (await readdir(demoFolder)).filter(name => name.endsWith(".jsonl")).sort();
  const texts = await Promise.all(files.map(name => readFile(join(demoFolder, name), "utf8")));
  const lines = texts.flatMap(text => text.split("\n").filter(line => line.trim() !== ""));
  return lines.map(line => logRecordSchema.parse(parseJson(line)));
}
