"use client";

import { createContext, type ReactNode, use, useMemo } from "react";
import { editableBranch } from "./refs.ts";

export interface RecordPlace {
  workspace: string;
  trajectoryId: string;
  /** The ref that is read. */
  at: string;
  /** The branch that edits go to; null where nothing can be edited. */
  branch: string | null;
  /** The reader's member id. */
  me: string | null;
}

const RecordContext = createContext<RecordPlace | null>(null);

interface RecordProviderProps {
  workspace: string;
  trajectoryId: string;
  at: string;
  me: string | null;
  mayCurate: boolean;
  children: ReactNode;
}

/** Tells everything on a record's page where its edits go. */
export function RecordProvider({
  workspace,
  trajectoryId,
  at,
  me,
  mayCurate,
  children,
}: RecordProviderProps) {
  const place = useMemo(
    () => ({ workspace, trajectoryId, at, me, branch: mayCurate ? editableBranch(at) : null }),
    [workspace, trajectoryId, at, me, mayCurate],
  );
  return <RecordContext value={place}>{children}</RecordContext>;
}

/** Null outside of a record's page. */
export function useRecordPlace(): RecordPlace | null {
  return use(RecordContext);
}
