import { isEspalierError } from "#lib/service/errors.ts";

const graceMilliseconds = 4500;

/**
 * Ends the process once, whichever comes first: a signal, or the death of the process that started it (which closes the
 * channel between them). `stop` has a few seconds; what hangs after that is left behind.
 */
export function shutDownWith(stop: () => Promise<void>): void {
  let stopping = false;
  const shutDown = () => {
    if (stopping) return;
    stopping = true;
    setTimeout(() => process.exit(1), graceMilliseconds).unref();
    stop().then(
      () => process.exit(0),
      error => {
        console.error(error);
        process.exit(1);
      },
    );
  };
  process.on("SIGTERM", shutDown);
  process.on("SIGINT", shutDown);
  if (process.channel) process.on("disconnect", shutDown);
}

/** An expected failure is one sentence for whoever started us; anything else is a fault, with its stack. */
export function reportError(error: unknown): void {
  console.error(isEspalierError(error) ? error.message : error);
}

export function reportAndExit(error: unknown): never {
  reportError(error);
  process.exit(1);
}
