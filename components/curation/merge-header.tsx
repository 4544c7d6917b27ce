"use client";

import { Button } from "@mantine/core";
import { counted } from "#components/ui/format.ts";
import { Moment } from "#components/ui/moment.tsx";
import { actorWords } from "#components/workspaces/actor-words.ts";
import type { MergeRequestDetail } from "#lib/curation/schemas.ts";
import classes from "./merge-screen.module.css";
import { MergeState } from "./merge-state.tsx";
import type { MergeRequestActs } from "./use-merge-request.ts";

interface MergeHeaderProps {
  request: MergeRequestDetail;
  acts: MergeRequestActs;
  mayCurate: boolean;
  me: string | null;
  /** Somebody follows a blocker to what mends it. */
  onShow: (place: string) => void;
}

/** Where each blocker is mended. */
const placeOf: Record<string, string> = { conflicts: "conflicts", approvals: "review" };

export function MergeHeader({ request, acts, mayCurate, me, onShow }: MergeHeaderProps) {
  const { blockers, source, target, state } = request;
  const isOpen = state === "open";
  const reason = blockers.map(blocker => blocker.text).join(" ");
  const isOwn = me !== null && request.createdBy === `member:${me}`;
  const busy = acts.isPending;
  return (
    <header className={classes.top}>
      <div className={classes.line}>
        <h1 className={classes.title}>
          {request.title} <span className={classes.quiet}>{request.number}</span>
        </h1>
        <div className={classes.acts}>
          {isOpen && blockers.length > 0 && (
            <span className={classes.blockers}>
              Blocked by
              {blockers.map(blocker => (
                <a
                  key={blocker.code}
                  href={`#${placeOf[blocker.code] ?? "changes"}`}
                  className={classes.blocker}
                  title={blocker.text}
                  onClick={() => onShow(placeOf[blocker.code] ?? "changes")}
                >
                  {blockerWords(blocker, request)}
                </a>
              ))}
            </span>
          )}
          {isOpen && mayCurate && (
            <>
              <Button
                disabled={busy || isOwn}
                title={isOwn ? "Somebody else must approve your request" : undefined}
                onClick={() => acts.mutate({ path: "approvals", done: "Approved as it stands now." })}
              >
                Approve
              </Button>
              <Button
                variant="filled"
                loading={busy}
                disabled={blockers.length > 0}
                title={reason || undefined}
                onClick={() =>
                  acts.mutate({
                    path: "merge",
                    body: { sourceNo: request.sourceNo, targetNo: request.targetNo },
                    done: `Merged ${source} into ${target}.`,
                  })
                }
              >
                Merge
              </Button>
            </>
          )}
        </div>
      </div>
      <p className={classes.lead}>
        <MergeState state={state} /> {actorWords(request.createdBy, me)} asked to merge <code>{source}</code>{" "}
        → <code>{target}</code>
        {isOpen && `, ${counted(request.recordCount, "record")}, ${counted(request.changeCount, "field")}`}
        {request.mergedRef && (
          <>
            , merged as <code>{request.mergedRef}</code>
          </>
        )}
        . Opened <Moment at={request.createdAt} />.
      </p>
      {isOpen && blockers.length > 0 && (
        <p className={classes.why} id="why">
          {reason}
        </p>
      )}
    </header>
  );
}

function blockerWords({ code, text }: { code: string; text: string }, request: MergeRequestDetail): string {
  if (code === "conflicts") return counted(request.conflicts.length, "conflict");
  if (code === "approvals") return "approvals";
  return code === "nothing" ? "nothing to merge" : text;
}
