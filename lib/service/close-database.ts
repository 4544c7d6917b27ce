import { closePool } from "#db/client.ts";

/** Ends this process's connections, so that it can exit. */
export const closeDatabase = closePool;
