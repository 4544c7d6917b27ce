import { type ChildProcess, spawn } from "node:child_process";
import { fileURLToPath } from "node:url";

const firstPauseMilliseconds = 250;
const longestPauseMilliseconds = 10_000;
/** Who lived this long starts again without a pause. */
const healthyMilliseconds = 30_000;
const stopMilliseconds = 5000;

export interface KeptProcess {
  stop(): Promise<void>;
}

/**
 * Runs one of our own programs for as long as it is wanted, starting it again when it ends. It has a process group of its
 * own, so that Ctrl-C in a terminal reaches the supervisor alone, and a channel whose closing tells it that the supervisor died.
 */
export function keepRunning(program: "web" | "worker", environment: NodeJS.ProcessEnv): KeptProcess {
  const path = fileURLToPath(new URL(`./${program}.ts`, import.meta.url));
  let wanted = true;
  let pauseMilliseconds = firstPauseMilliseconds;
  let restart: NodeJS.Timeout | undefined;
  let child = start();

  function start(): ChildProcess {
    const startedAt = Date.now();
    const started = spawn(process.execPath, [path], {
      detached: true,
      env: environment,
      stdio: ["ignore", "inherit", "inherit", "ipc"],
    });
    started.once("exit", (code, signal) => {
      if (!wanted) return;
      if (Date.now() - startedAt > healthyMilliseconds) pauseMilliseconds = firstPauseMilliseconds;
      console.error(`The ${program} process ended (${signal ?? `exit code ${code}`}); starting it again.`);
      restart = setTimeout(() => {
        child = start();
      }, pauseMilliseconds);
      pauseMilliseconds = Math.min(pauseMilliseconds * 2, longestPauseMilliseconds);
    });
    return started;
  }

  return {
    stop: async () => {
      wanted = false;
      clearTimeout(restart);
      await endProcess(child);
    },
  };
}

function endProcess(child: ChildProcess): Promise<void> {
  // A process that died of a signal has no exit code.
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
  return new Promise(done => {
    const timer = setTimeout(() => child.kill("SIGKILL"), stopMilliseconds);
    child.once("exit", () => {
      clearTimeout(timer);
      done();
    });
    child.kill("SIGTERM");
  });
}
