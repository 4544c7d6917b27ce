"use client";

import { Button } from "@mantine/core";
import { Markdown } from "#components/trajectory/markdown.tsx";
import { CommentForm, CommentList } from "./comments.tsx";
import type { MergePartProps } from "./merge-changes.tsx";
import classes from "./merge-screen.module.css";

/** Why it is asked for, and what people said. */
export function MergeConversation({ request, acts, mayAct, me }: MergePartProps) {
  const titleOf = (recordId: string) =>
    request.changes.find(one => one.recordId === recordId)?.title ?? `record …${recordId.slice(-8)}`;
  return (
    <div className={classes.changes}>
      <div className={classes.card}>
        <div className={classes.body}>
          {request.description === "" ? (
            <span className={classes.quiet}>No description</span>
          ) : (
            <Markdown text={request.description} />
          )}
        </div>
      </div>
      <CommentList
        comments={request.comments}
        me={me}
        about={comment => (comment.recordId === null ? null : titleOf(comment.recordId))}
      />
      {mayAct && (
        <>
          <CommentForm acts={acts} />
          <div>
            <Button
              onClick={() =>
                acts.mutate({ path: "", method: "PATCH", body: { state: "closed" }, done: "Closed." })
              }
            >
              Close without merging
            </Button>
          </div>
        </>
      )}
    </div>
  );
}
