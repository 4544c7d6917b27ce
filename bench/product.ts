import { rmSync } from "node:fs";
import { Agent, request } from "node:http";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import pg from "pg";
import { findRunningServer } from "#db/running-server.ts";
import { startServer } from "#e2e/server.ts";
import { useLocalDatabase } from "#lib/cli/local-database.ts";
import { type JobItem, jobSchema } from "#lib/jobs/schemas.ts";
import { ensureSecrets } from "#lib/secrets.ts";
import { createWorkspace } from "#lib/workspaces/create-workspace.ts";

/** The real product in a temporary home, with its own PostgreSQL as it comes: what is acknowledged is on the disk. */
export interface Product {
  home: string;
  /** As a superuser, to whom row-level security does not apply: for peers, and for looking. */
  database: pg.Pool;
  createWorkspace(): Promise<Workspace>;
  stop(): Promise<void>;
}

/** A workspace and the door to it. */
export interface Workspace {
  workspaceId: string;
  /** Sends bytes; resolves with the answer once it is whole. @throws unless it is a success. */
  post(path: string, body: Buffer, mediaType?: string): Promise<unknown>;
  get(path: string): Promise<unknown>;
  /** Follows a job to its end. */
  finish(job: unknown): Promise<JobItem>;
  /** Takes away what was published, so that nothing of it is used again. */
  forgetSegments(): Promise<void>;
}

const pollMilliseconds = 50;

export async function startProduct(): Promise<Product> {
  const server = await startServer();
  process.env.ESPALIER_HOME = server.home;
  const running = findRunningServer(server.home);
  if (!running) throw new Error("the server announces no database");
  const url = new URL(running.databaseUrl);
  url.username = "postgres";
  url.password = encodeURIComponent(ensureSecrets(server.home).superuserPassword);
  const database = new pg.Pool({ connectionString: url.href, max: 10 });
  // A server that stops under an idle connection is no failure.
  database.on("error", () => undefined);
  const agent = new Agent({ keepAlive: true, maxSockets: 512 });
  let made = 0;
  return {
    home: server.home,
    database,
    createWorkspace: async () => {
      made += 1;
      const created = await useLocalDatabase(() => createWorkspace({ name: `bench-${made}` }));
      const door = { agent, base: `${server.url}/api/v1/workspaces/${created.workspace}`, key: created.key };
      return workspaceOf(door, created.workspaceId, { home: server.home, database });
    },
    stop: async () => {
      agent.destroy();
      await database.end();
      await server.stop();
    },
  };
}

interface Door {
  agent: Agent;
  base: string;
  key: string;
}

function workspaceOf(door: Door, workspaceId: string, own: Pick<Product, "home" | "database">): Workspace {
  const get = (path: string) => ask(door, "GET", path);
  return {
    workspaceId,
    get,
    post: (path, body, mediaType = "application/json") => ask(door, "POST", path, { body, mediaType }),
    finish: async started => {
      let job = jobSchema.parse(started);
      while (job.state === "queued" || job.state === "running") {
        await delay(pollMilliseconds);
        job = jobSchema.parse(await get(`/jobs/${job.jobId}`));
      }
      if (job.state !== "done") throw new Error(`${job.title}: ${job.state}, ${job.error}`);
      return job;
    },
    forgetSegments: async () => {
      await own.database.query("DELETE FROM segment_file WHERE workspace_id = $1", [workspaceId]);
      rmSync(join(own.home, "objects", workspaceId, "objects"), { recursive: true, force: true });
    },
  };
}

/** `node:http` itself: `fetch` costs the client as much as the server spends. */
export function ask(
  { agent, base, key }: Door,
  method: string,
  path: string,
  content?: { body: Buffer; mediaType: string },
): Promise<unknown> {
  const headers = {
    authorization: `Bearer ${key}`,
    ...(content && { "content-type": content.mediaType, "content-length": content.body.length }),
  };
  return new Promise((done, fail) => {
    const sent = request(`${base}${path}`, { agent, method, headers }, response => {
      const parts: Buffer[] = [];
      response.on("data", part => parts.push(part));
      response.on("error", fail);
      response.on("end", () => {
        const text = Buffer.concat(parts).toString("utf8");
        const ok = response.statusCode !== undefined && response.statusCode < 300;
        if (ok) done(text === "" ? null : JSON.parse(text));
        else fail(new Error(`${method} ${path} answered ${response.statusCode}: ${text.slice(0, 500)}`));
      });
    });
    sent.on("error", error => {
      // The server may close an idle connection in the moment in which it is used again.
      if (sent.reusedSocket && "code" in error && error.code === "ECONNRESET")
        done(ask({ agent, base, key }, method, path, content));
      else fail(error);
    });
    sent.end(content?.body);
  });
}

/** Runs `work` on each item, `width` at a time, as that many clients would. */
export async function concurrently<T>(
  items: readonly T[],
  width: number,
  work: (item: T) => Promise<unknown>,
): Promise<void> {
  const queue = items.values();
  const client = async () => {
    for (const item of queue) await work(item);
  };
  await Promise.all(Array.from({ length: width }, client));
}

export async function secondsOf(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await work();
  return (performance.now() - started) / 1000;
}
