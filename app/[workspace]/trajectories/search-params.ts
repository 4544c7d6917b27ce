import { refIn } from "#components/curation/refs.ts";
import { isColumnId } from "#components/trajectory/columns.tsx";
import { trajectorySorts } from "#lib/slices/schemas.ts";

/** The state of the table: what its address says, and nothing else. */
export interface TableState {
  filter: string;
  /** A sort of the server; a leading `-` is descending. */
  sort: string;
  /** Null is the columns that stand there by default, which hang on the rewards. */
  columns: readonly string[] | null;
  /** The ref that is read. */
  at: string;
}

export const defaultSort = "-seq";

type Read = (name: string) => string | null | undefined;

export function readTableState(read: Read): TableState {
  const sort = read("sort") ?? defaultSort;
  const isKnown = (trajectorySorts as readonly string[]).includes(sort.replace(/^-/, ""));
  const asked = read("columns")?.split(",").filter(isColumnId);
  return {
    filter: read("filter")?.trim() ?? "",
    sort: isKnown ? sort : defaultSort,
    columns: asked && asked.length > 0 ? asked : null,
    at: refIn(read("at")),
  };
}

/** The query string of a state, shortest form: what is as by default is left out. */
export function writeTableState(state: TableState): string {
  const search = new URLSearchParams();
  if (state.filter !== "") search.set("filter", state.filter);
  if (state.sort !== defaultSort) search.set("sort", state.sort);
  if (state.columns) search.set("columns", state.columns.join());
  if (state.at !== "main") search.set("at", state.at);
  return search.size > 0 ? `?${search}` : "";
}
