import { json, workspaceRoute } from "#lib/http/route.ts";
import { workspaceOverview } from "#lib/slices/workspace-overview.ts";

export const GET = workspaceRoute(async context => json(await workspaceOverview(context)));
