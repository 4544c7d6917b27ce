"use client";

import { Button } from "@mantine/core";
import Link from "next/link";
import { counted } from "#components/ui/format.ts";
import { EmptyState } from "#components/ui/notice.tsx";
import type { MergeRequestDetail } from "#lib/curation/schemas.ts";
import { CommentForm, CommentList } from "./comments.tsx";
import { ConflictChoice } from "./conflict-choice.tsx";
import { fieldName, valueWords } from "./field-words.ts";
import classes from "./merge-screen.module.css";
import { RecordChanges } from "./record-changes.tsx";
import { atRef } from "./refs.ts";
import type { MergeRequestActs } from "./use-merge-request.ts";

export interface MergePartProps {
  workspace: string;
  request: MergeRequestDetail;
  acts: MergeRequestActs;
  /** True while the request is open and the reader may curate. */
  mayAct: boolean;
  me: string | null;
}

/** Conflicts first, then what was decided, then everything that changes. */
export function MergeChanges(props: MergePartProps) {
  const { workspace, request, acts, mayAct, me } = props;
  if (request.state !== "open") return <Settled {...props} />;
  const below = (recordId: string) => (
    <>
      <CommentList comments={request.comments.filter(comment => comment.recordId === recordId)} me={me} />
      {mayAct && <CommentForm acts={acts} recordId={recordId} />}
    </>
  );
  return (
    <div className={classes.changes} id="changes">
      <Conflicts {...props} />
      <Resolved request={request} />
      <Made workspace={workspace} request={request} />
      {request.changes.length > 0 ? (
        <RecordChanges
          workspace={workspace}
          changes={request.changes}
          beforeAt={request.target}
          at={request.source}
          below={below}
        />
      ) : (
        request.conflicts.length === 0 &&
        request.made.count === 0 && <EmptyState title="Nothing would change" />
      )}
      {request.changeCount > request.changes.length && (
        <p className={classes.quiet}>
          The first {request.changes.length} of {counted(request.changeCount, "field")}.
        </p>
      )}
    </div>
  );
}

function Settled({ workspace, request }: MergePartProps) {
  return (
    <EmptyState title={request.state === "merged" ? "Merged" : "Closed"}>
      {request.mergedRef && (
        <p>
          <Link href={atRef(`/${workspace}/trajectories`, request.mergedRef)} className={classes.link}>
            What {request.target} shows since {request.mergedRef}
          </Link>
        </p>
      )}
    </EmptyState>
  );
}

function Conflicts({ workspace, request, acts, mayAct }: MergePartProps) {
  const { conflicts, source, target } = request;
  if (conflicts.length === 0) return null;
  const all = (side: "ours" | "theirs") =>
    acts.mutate({ path: "resolutions", body: { all: side }, done: "Decided all conflicts." });
  return (
    <div className={classes.conflicts} id="conflicts">
      {mayAct && conflicts.length > 1 && (
        <div className={classes.rule}>
          <span>{counted(conflicts.length, "conflict")} at once:</span>
          <Button size="compact-sm" onClick={() => all("ours")}>
            Keep {target} in all
          </Button>
          <Button size="compact-sm" onClick={() => all("theirs")}>
            Take {source} in all
          </Button>
        </div>
      )}
      {conflicts.map((conflict, place) => (
        <ConflictChoice
          key={`${conflict.recordId} ${conflict.path}`}
          workspace={workspace}
          conflict={conflict}
          label={`conflict ${place + 1} of ${conflicts.length}`}
          title={conflict.title ?? `${conflict.recordKind} …${conflict.recordId.slice(-8)}`}
          ours={target}
          theirs={source}
          chosen={null}
          disabled={!mayAct || acts.isPending}
          onChoose={(choose, value) => {
            const { recordKind, recordId, path } = conflict;
            const decision = { recordKind, recordId, path, choose, ...(choose === "value" ? { value } : {}) };
            acts.mutate({ path: "resolutions", body: { decisions: [decision] } });
          }}
        />
      ))}
    </div>
  );
}

function Resolved({ request }: { request: MergeRequestDetail }) {
  const { resolved, changes, conflicts } = request;
  if (resolved.length === 0) return null;
  const titleOf = (recordId: string) =>
    [...changes, ...conflicts].find(one => one.recordId === recordId)?.title ?? `…${recordId.slice(-8)}`;
  return (
    <div className={classes.card}>
      <div className={classes.cardHead}>{counted(resolved.length, "conflict")} decided</div>
      <ul className={classes.rows}>
        {resolved.map(one => (
          <li key={`${one.recordId} ${one.path}`}>
            <span>
              ✓ {titleOf(one.recordId)}, {fieldName(one)}
            </span>
            <span className={classes.quiet}>{valueWords(one.path, one.after).slice(0, 80)}</span>
          </li>
        ))}
      </ul>
    </div>
  );
}

function Made({ workspace, request }: { workspace: string; request: MergeRequestDetail }) {
  const { made, source } = request;
  if (made.count === 0) return null;
  return (
    <div className={classes.card}>
      <div className={classes.cardHead}>{counted(made.count, "corrected answer")} added</div>
      <ul className={classes.rows}>
        {made.trajectoryIds.slice(0, 20).map(id => (
          <li key={id}>
            <Link href={atRef(`/${workspace}/trajectories/${id}`, source)} className={classes.link}>
              run …{id.slice(-8)}
            </Link>
          </li>
        ))}
      </ul>
    </div>
  );
}
