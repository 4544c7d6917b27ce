import { createHash } from "node:crypto";
import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type Finished, runProgram } from "../command.ts";

const here = fileURLToPath(new URL(".", import.meta.url));
const cache = fileURLToPath(new URL("../../node_modules/.cache/espalier-trainers/", import.meta.url));

/** A Python with the packages that a file of requirements names. */
export interface Python {
  run(script: string, ...args: string[]): Promise<Finished>;
}

/** The virtual environment is made once for each content of the file, and kept; the answer is a reason where it cannot be. */
export async function pythonWith(requirements: string): Promise<Python | { reason: string }> {
  const path = join(here, requirements);
  const hash = createHash("sha256").update(readFileSync(path)).digest("hex").slice(0, 16);
  const folder = join(cache, hash);
  const windows = process.platform === "win32";
  const program = join(folder, windows ? "Scripts/python.exe" : "bin/python");
  const complete = join(folder, "complete");
  if (!existsSync(complete)) {
    rmSync(folder, { recursive: true, force: true });
    const steps: [program: string, args: string[]][] = [
      [windows ? "python" : "python3", ["-m", "venv", folder]],
      [program, ["-m", "pip", "install", "--quiet", "--requirement", path]],
    ];
    for (const [step, args] of steps) {
      const { code, stderr } = await runProgram(step, args, { PIP_RETRIES: "0" }).catch(failedToStart);
      if (code !== 0)
        return { reason: `${step} ${args.join(" ")} failed: ${stderr.trim().split("\n").at(-1)}` };
    }
    writeFileSync(complete, "");
  }
  return { run: (script, ...args) => runProgram(program, [join(here, script), ...args], offline) };
}

/** What was published is read from the disk; nothing of a hub is wanted. */
const offline = {
  HF_HUB_OFFLINE: "1",
  HF_DATASETS_DISABLE_PROGRESS_BARS: "1",
  TOKENIZERS_PARALLELISM: "false",
};

function failedToStart(error: unknown): Finished {
  return { code: null, stdout: "", stderr: error instanceof Error ? error.message : String(error) };
}
