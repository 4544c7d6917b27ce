import { spawn } from "node:child_process";
import { cleanEnvironment, program } from "./server.ts";

export interface Finished {
  code: number | null;
  stdout: string;
  stderr: string;
}

/** Runs one `espalier` command to its end, as its user runs it. */
export function runEspalier(args: readonly string[], environment: Record<string, string>): Promise<Finished> {
  return runProgram(process.execPath, [program, ...args], environment);
}

export function runProgram(
  path: string,
  args: readonly string[],
  environment: Record<string, string> = {},
): Promise<Finished> {
  const env = { ...cleanEnvironment(), ...environment };
  const child = spawn(path, args, { env, stdio: ["ignore", "pipe", "pipe"] });
  let stdout = "";
  let stderr = "";
  child.stdout.on("data", chunk => {
    stdout += chunk;
  });
  child.stderr.on("data", chunk => {
    stderr += chunk;
  });
  return new Promise((done, fail) => {
    child.once("error", fail);
    child.once("close", code => done({ code, stdout, stderr }));
  });
}
