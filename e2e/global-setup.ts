import { startServer } from "./server.ts";

/** One server for all journeys; those that stop or break it start their own. */
export default async function globalSetup(): Promise<() => Promise<void>> {
  const server = await startServer();
  process.env.ESPALIER_E2E_URL = server.url;
  process.env.ESPALIER_E2E_HOME = server.home;
  return server.stop;
}
