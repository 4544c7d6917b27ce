import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const longestFile = 500;
const drawerNames = /(^|\/)(utils?|helpers?|misc|common)(\/|\.[a-z]+$)/;
/** What tools write is not held to the length that people can read. */
const generated = [/^package-lock\.json$/, /^db\/migrations\//, /^openapi\.json$/, /\.(svg|png)$/];

/** Every check runs, whatever the ones before it found. */
const checks: Record<string, () => boolean> = {
  "Format and lint": () => runs("biome", "check", "--error-on-warnings", "."),
  "Names and lengths of files": filesAreShortAndNamed,
  Types: () => runs("next", "typegen") && runs("tsc", "--noEmit"),
  "Imports between folders": importsKeepTheirDirection,
  "Unused files, exports and packages": () => runs("knip"),
};

const options = { cwd: root, shell: process.platform === "win32" };

function runs(program: string, ...args: string[]): boolean {
  return spawnSync(program, args, { ...options, stdio: ["ignore", "inherit", "inherit"] }).status === 0;
}

function trackedFiles(): string[] {
  const listing = spawnSync("git", ["ls-files", "--cached", "--others", "--exclude-standard"], {
    cwd: root,
    encoding: "utf8",
  });
  return listing.stdout.split("\n").filter(path => path !== "");
}

function sourcesToCruise(): string[] {
  const sources = trackedFiles().filter(path => /\.(ts|tsx|mjs)$/.test(path) && existsSync(`${root}${path}`));
  return [...new Set(sources.map(path => path.split("/")[0] ?? path))];
}

function filesAreShortAndNamed(): boolean {
  const paths = trackedFiles();
  const faults = paths.flatMap(path => {
    if (!existsSync(`${root}${path}`)) return [];
    const drawer = drawerNames.test(path) ? [`${path}: name it for what it holds.`] : [];
    if (generated.some(pattern => pattern.test(path))) return drawer;
    const lines = readFileSync(`${root}${path}`, "utf8").split("\n").length - 1;
    return lines > longestFile
      ? [...drawer, `${path} has ${lines} lines; ${longestFile} is the limit.`]
      : drawer;
  });
  for (const fault of faults) console.log(fault);
  return faults.length === 0 && paths.length > 0;
}

/** A cruiser that cannot read TypeScript sees no module, and so no violation. */
function importsKeepTheirDirection(): boolean {
  const command = ["--config", ".dependency-cruiser.cjs", ...sourcesToCruise()];
  const { status, stdout, stderr } = spawnSync("depcruise", command, { ...options, encoding: "utf8" });
  console.log(`${stdout}${stderr}`.trim());
  const [, modules = "0"] = /\((\d+) modules/.exec(stdout) ?? /(\d+) modules/.exec(stdout) ?? [];
  return status === 0 && Number(modules) > 0;
}

const failed: string[] = [];
for (const [name, passes] of Object.entries(checks)) {
  console.log(`\n${name}`);
  if (!passes()) failed.push(name);
}
console.log(failed.length === 0 ? "\nAll checks passed." : `\nFailed: ${failed.join(", ")}.`);
process.exit(failed.length === 0 ? 0 : 1);
