import type { Metadata } from "next";
import type { FirstPage } from "#components/trajectory/use-trajectories.ts";
import { isEspalierError } from "#lib/service/errors.ts";
import { listTrajectories } from "#lib/slices/list-trajectories.ts";
import { requireReader } from "../require-reader.ts";
import { TrajectoriesScreen } from "./client.tsx";
import { readTableState, type TableState } from "./search-params.ts";

export const metadata: Metadata = { title: "Trajectories" };

interface PageProps {
  params: Promise<{ workspace: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export default async function Trajectories({ params, searchParams }: PageProps) {
  const { workspace } = await params;
  const context = await requireReader(workspace);
  const query = await searchParams;
  const state = readTableState(name => [query[name]].flat()[0]);
  const first = await readFirstPage(context, state);
  return <TrajectoriesScreen workspace={context.workspace} scopes={[...context.scopes]} first={first} />;
}

type Reader = Awaited<ReturnType<typeof requireReader>>;

/** Null where the filter or the ref is refused: the screen asks again and shows the problem where it belongs. */
async function readFirstPage(context: Reader, { filter, sort, at }: TableState): Promise<FirstPage | null> {
  try {
    const { items, nextCursor, total, ref } = await listTrajectories(context, {
      filter: filter || undefined,
      sort,
      at,
      limit: 100,
      count: "capped",
    });
    return { filter, sort, at, ref, page: { items, nextCursor, total }, readAtMs: Date.now() };
  } catch (error) {
    if (isEspalierError(error) && (error.family === "invalid" || error.family === "not_found")) return null;
    throw error;
  }
}
