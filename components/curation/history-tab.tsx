"use client";

import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { z } from "zod";
import { callApi, workspaceUrl } from "#components/ui/api.ts";
import { Moment } from "#components/ui/moment.tsx";
import { ErrorNotice } from "#components/ui/notice.tsx";
import { actorWords } from "#components/workspaces/actor-words.ts";
import { recordChangeSchema } from "#lib/curation/schemas.ts";
import { ChangeView } from "./change-view.tsx";
import classes from "./history-tab.module.css";
import { useRecordPlace } from "./record-context.tsx";

const historySchema = z.object({ items: z.array(recordChangeSchema) });

/** Who changed this record, when, why and from what, on every branch. */
export function HistoryTab({ workspace, recordId }: { workspace: string; recordId: string }) {
  const me = useRecordPlace()?.me ?? null;
  const history = useQuery({
    queryKey: ["history", workspace, recordId],
    queryFn: async ({ signal }) =>
      (await callApi(historySchema, workspaceUrl(workspace, `records/${recordId}/history`), { signal }))
        .items,
  });
  if (history.isError)
    return (
      <ErrorNotice
        what="The history could not be loaded."
        error={history.error}
        onRetry={() => history.refetch()}
      />
    );
  if (history.data?.length === 0)
    return <p className={classes.none}>As it was captured: nobody has edited it.</p>;
  return (
    <ol className={classes.list}>
      {history.data?.map(change => (
        <li key={`${change.branch}@${change.no} ${change.path}`} className={classes.entry}>
          <div>
            <strong>{actorWords(change.author, me)}</strong>, <Moment at={change.at} />, on{" "}
            {change.branch === "main" ? (
              "main"
            ) : (
              <Link href={`/${workspace}/branches/${encodeURIComponent(change.branch)}`}>
                {change.branch}@{change.no}
              </Link>
            )}
          </div>
          <div className={classes.why}>{change.message}</div>
          <ChangeView
            workspace={workspace}
            change={change}
            beforeAt={change.branch === "main" ? null : `${change.branch}@${change.no - 1}`}
          />
        </li>
      ))}
    </ol>
  );
}
