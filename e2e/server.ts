import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** What `npm start` and `espalier` run. */
export const program = fileURLToPath(new URL("../bin/start.mjs", import.meta.url));

export interface Exit {
  code: number | null;
  signal: NodeJS.Signals | null;
}

/** One `espalier serve` as its user runs it, and all that it printed. */
export interface Serving {
  process: ChildProcess;
  output(): string;
  /** Resolves to the address once it is printed; rejects with the output when the process ends before. */
  ready: Promise<string>;
  exited: Promise<Exit>;
}

/** Whatever the person who runs the tests has set, what is under test sees none of it. */
export function cleanEnvironment(): NodeJS.ProcessEnv {
  const foreign = /^(PORT|HOST|DATABASE_URL|MIGRATE_DATABASE_URL|ESPALIER_.*|S3_.*|AWS_.*|NODE_OPTIONS)$/;
  const kept = Object.entries(process.env).filter(([name]) => !foreign.test(name));
  return { ...Object.fromEntries(kept), NODE_ENV: "production" };
}

export function serve(environment: Record<string, string>): Serving {
  const env = { ...cleanEnvironment(), ...environment };
  const child = spawn(process.execPath, [program, "serve"], { env, stdio: ["ignore", "pipe", "pipe"] });
  let output = "";
  const exited = new Promise<Exit>(done => child.once("close", (code, signal) => done({ code, signal })));
  const ready = new Promise<string>((done, fail) => {
    const collect = (chunk: Buffer) => {
      output += chunk.toString();
      const [, url] = /^Espalier is ready at (\S+)$/m.exec(output) ?? [];
      if (url !== undefined) done(url);
    };
    child.stdout.on("data", collect);
    child.stderr.on("data", collect);
    child.once("close", () => fail(new Error(`espalier serve ended before it was ready:\n${output}`)));
  });
  // Who only waits for the end must not be told of it twice.
  ready.catch(() => undefined);
  return { process: child, output: () => output, ready, exited };
}

export function freePort(): Promise<number> {
  return new Promise((done, fail) => {
    const probe = createServer();
    probe.listen(0, "127.0.0.1", () => {
      const address = probe.address();
      probe.close(() =>
        typeof address === "object" && address ? done(address.port) : fail(new Error("No free port.")),
      );
    });
  });
}

export function makeHome(): string {
  return mkdtempSync(join(tmpdir(), "espalier-e2e-"));
}

export interface TestServer {
  url: string;
  home: string;
  stop(): Promise<void>;
}

/** The real product in a folder and on a port of its own. */
export async function startServer(environment: Record<string, string> = {}): Promise<TestServer> {
  const home = makeHome();
  const serving = serve({ PORT: String(await freePort()), ESPALIER_HOME: home, ...environment });
  const stop = async () => {
    serving.process.kill("SIGTERM");
    await serving.exited;
    rmSync(home, { recursive: true, force: true });
  };
  try {
    return { url: await serving.ready, home, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}
