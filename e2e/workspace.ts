import { z } from "zod";
import { type Finished, runEspalier } from "./command.ts";

/** Where a server is, and the folder that it keeps everything in. */
export interface Place {
  url: string;
  home: string;
}

export interface TestWorkspace {
  name: string;
  home: string;
  /** Runs a command as somebody who has the workspace's key and the server's address, and nothing else. */
  run(...args: string[]): Promise<Finished>;
  /** Runs a command that must succeed, and answers what it printed as JSON. */
  json<T>(schema: z.ZodType<T>, ...args: string[]): Promise<T>;
  get<T>(schema: z.ZodType<T>, path: string): Promise<T>;
  post<T>(schema: z.ZodType<T>, path: string, body: unknown): Promise<T>;
}

const createdSchema = z.object({ workspace: z.string(), key: z.string().startsWith("esp_") });

/** A new workspace, made where the server runs. */
export async function makeWorkspace(server: Place, name: string): Promise<TestWorkspace> {
  const made = await runEspalier(["workspace", "create", name, "--json"], { ESPALIER_HOME: server.home });
  if (made.code !== 0) throw new Error(`espalier workspace create ${name} failed:\n${made.stderr}`);
  const { key } = createdSchema.parse(JSON.parse(made.stdout));
  return withKey(server, name, key);
}

/** The same workspace at a server, which may have started again since. */
export function withKey(server: Place, name: string, key: string): TestWorkspace {
  const environment = { ESPALIER_URL: server.url, ESPALIER_API_KEY: key };
  const run = (...args: string[]) => runEspalier(args, environment);
  const call = async <T>(schema: z.ZodType<T>, path: string, init: RequestInit): Promise<T> => {
    const headers = { authorization: `Bearer ${key}`, "content-type": "application/json" };
    const address = `${server.url}/api/v1/workspaces/${name}${path === "" ? "" : `/${path}`}`;
    const response = await fetch(address, { ...init, headers });
    const text = await response.text();
    if (!response.ok) throw new Error(`${path} answered ${response.status}: ${text}`);
    return schema.parse(JSON.parse(text));
  };
  return {
    name,
    home: server.home,
    run,
    json: async (schema, ...args) => {
      const { code, stdout, stderr } = await run(...args, "--json");
      if (code !== 0) throw new Error(`espalier ${args.join(" ")} ended with ${code}:\n${stderr}`);
      return schema.parse(JSON.parse(stdout));
    },
    get: (schema, path) => call(schema, path, {}),
    post: (schema, path, body) => call(schema, path, { method: "POST", body: JSON.stringify(body) }),
  };
}

/** The server that the global set-up started for all journeys. */
export function sharedServer(): Place {
  const { ESPALIER_E2E_URL: url, ESPALIER_E2E_HOME: home } = process.env;
  if (!url || !home) throw new Error("The global set-up started no server.");
  return { url, home };
}
