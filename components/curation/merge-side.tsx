"use client";

import { IconAlertTriangle, IconCheck } from "@tabler/icons-react";
import Link from "next/link";
import { Chip } from "#components/ui/chip.tsx";
import { counted } from "#components/ui/format.ts";
import type { MergeRequestDetail } from "#lib/curation/schemas.ts";
import classes from "./merge-screen.module.css";
import { atRef, diffHref } from "./refs.ts";

/** Checks on the merge result, and who approved it. */
export function MergeSide({ workspace, request }: { workspace: string; request: MergeRequestDetail }) {
  return (
    <aside className={classes.side}>
      <Checks workspace={workspace} request={request} />
      <Review request={request} />
      {request.state === "open" && (
        <Link href={diffHref(workspace, request.target, request.source)} className={classes.link}>
          How the figures differ
        </Link>
      )}
    </aside>
  );
}

function Checks({ workspace, request }: { workspace: string; request: MergeRequestDetail }) {
  if (request.checks.length === 0) return null;
  return (
    <section className={classes.card} aria-label="Checks">
      <h2 className={classes.cardHead}>Checks on the merge result</h2>
      <ul className={classes.rows}>
        {request.checks.map(check => (
          <li key={check.name} className={classes.check}>
            <span className={classes.mark} data-bad={check.ok ? undefined : true}>
              {check.ok ? (
                <IconCheck size={15} aria-label="passed" />
              ) : (
                <IconAlertTriangle size={15} aria-label="look at this" />
              )}
            </span>
            <span>
              {check.name}
              <span className={classes.summary}>
                {check.summary}
                {!check.ok &&
                  check.recordIds.slice(0, 3).map((id, place) => (
                    <span key={id}>
                      {" "}
                      <Link
                        href={atRef(`/${workspace}/trajectories/${id}`, request.source)}
                        className={classes.link}
                      >
                        {place + 1}
                      </Link>
                    </span>
                  ))}
              </span>
            </span>
          </li>
        ))}
      </ul>
      <code className={classes.heads}>
        {request.target}@{request.targetNo} + {request.source}@{request.sourceNo}
      </code>
    </section>
  );
}

function Review({ request }: { request: MergeRequestDetail }) {
  const standing = request.approvals.filter(approval => !approval.isStale).length;
  const missing = Math.max(0, request.requiredApprovals - standing);
  return (
    <section className={classes.card} id="review" aria-label="Review">
      <h2 className={classes.cardHead}>Review</h2>
      <ul className={classes.rows}>
        {request.approvals.map(approval => (
          <li key={approval.member}>
            <span>{approval.member}</span>
            {approval.isStale ? (
              <Chip tone="warn" title="Something moved since: it holds for what was there then">
                stale
              </Chip>
            ) : (
              <Chip tone="leaf">✓ approved</Chip>
            )}
          </li>
        ))}
      </ul>
      <p className={classes.note}>
        {request.state === "open" && missing > 0
          ? `${counted(missing, "more approval")} ${missing === 1 ? "is" : "are"} needed`
          : request.approvals.length === 0
            ? request.state === "open"
              ? "Nobody approved yet; none is needed"
              : "Nobody approved it; none was needed"
            : "Approvals hold for this merge result only"}
      </p>
    </section>
  );
}
