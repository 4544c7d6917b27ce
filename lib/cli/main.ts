import { branchCommand } from "#lib/cli/commands/branch.ts";
import { diffCommand } from "#lib/cli/commands/diff.ts";
import { editCommand } from "#lib/cli/commands/edit.ts";
import { importCommand } from "#lib/cli/commands/import.ts";
import { judgeCommand } from "#lib/cli/commands/judge.ts";
import { logCommand } from "#lib/cli/commands/log.ts";
import { mergeCommand } from "#lib/cli/commands/merge.ts";
import { migrateCommand } from "#lib/cli/commands/migrate.ts";
import { pullCommand } from "#lib/cli/commands/pull.ts";
import { snapshotCommand } from "#lib/cli/commands/snapshot.ts";
import { workspaceCommand } from "#lib/cli/commands/workspace-create.ts";
import { usage } from "#lib/cli/usage.ts";
import { isEspalierError } from "#lib/service/errors.ts";

const commands: Record<string, (words: readonly string[]) => Promise<number>> = {
  workspace: workspaceCommand,
  import: importCommand,
  judge: judgeCommand,
  snapshot: snapshotCommand,
  pull: pullCommand,
  branch: branchCommand,
  edit: editCommand,
  diff: diffCommand,
  log: logCommand,
  merge: mergeCommand,
  migrate: migrateCommand,
};

/** Runs one command; answers the exit code: 0 only when it worked. */
export async function main(words: readonly string[]): Promise<number> {
  const [name = "help", ...rest] = words;
  if (["help", "--help", "-h"].includes(name) || rest.includes("--help")) {
    console.log(usage);
    return 0;
  }
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (!command) {
    console.error(`There is no command ${name}.\n\n${usage}`);
    return 2;
  }
  try {
    return await command(rest);
  } catch (error) {
    console.error(isEspalierError(error) ? error.message : error);
    return 1;
  }
}
