import { createServer } from "node:http";
import type { TestProject } from "vitest/node";
import type { TestCluster } from "./db/testing-cluster.ts";

declare module "vitest" {
  export interface ProvidedContext {
    /** Where test files ask for databases: `POST /` makes one, `DELETE /<name>` drops it. */
    databaseBroker: string;
  }
}

/** The database server starts when the first test file asks for a database, and not for pure tests alone. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  let cluster: Promise<TestCluster> | null = null;
  const start = async () => (await import("./db/testing-cluster.ts")).startTestCluster();

  const broker = createServer(async (request, response) => {
    try {
      cluster ??= start();
      const { clone, drop } = await cluster;
      const answer = request.method === "DELETE" ? await drop((request.url ?? "").slice(1)) : await clone();
      response.end(JSON.stringify(answer ?? null));
    } catch (error) {
      response.writeHead(500).end(error instanceof Error ? error.message : String(error));
    }
  });
  await new Promise<void>(done => broker.listen(0, "127.0.0.1", done));
  const address = broker.address();
  if (typeof address !== "object" || address === null)
    throw new Error("The broker of test databases has no port.");
  project.provide("databaseBroker", `http://127.0.0.1:${address.port}`);

  return async () => {
    broker.closeAllConnections();
    broker.close();
    await (await cluster?.catch(() => null))?.stop();
  };
}
