"use client";

import { Button, Textarea, UnstyledButton } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { Moment } from "#components/ui/moment.tsx";
import { actorWords } from "#components/workspaces/actor-words.ts";
import type { MergeRequestDetail } from "#lib/curation/schemas.ts";
import classes from "./comments.module.css";
import form from "./form.module.css";
import type { MergeRequestActs } from "./use-merge-request.ts";

type Comment = MergeRequestDetail["comments"][number];

interface CommentListProps {
  comments: Comment[];
  me: string | null;
  /** What a comment is about, where it is anchored. */
  about?: (comment: Comment) => string | null;
}

export function CommentList({ comments, me, about }: CommentListProps) {
  if (comments.length === 0) return null;
  return (
    <ul className={classes.list}>
      {comments.map(comment => (
        <li key={`${comment.at} ${comment.body}`} className={classes.comment}>
          <div className={classes.who}>
            <strong>{actorWords(comment.author, me)}</strong>, <Moment at={comment.at} />
            {about?.(comment) && `, about ${about(comment)}`}
          </div>
          <div className={classes.body}>{comment.body}</div>
        </li>
      ))}
    </ul>
  );
}

interface CommentFormProps {
  acts: MergeRequestActs;
  /** The record that is commented; left out, the request. */
  recordId?: string;
}

/** A comment; about a record it stays folded until it is wanted. */
export function CommentForm({ acts, recordId }: CommentFormProps) {
  const [isOpen, setOpen] = useState(recordId === undefined);
  const [body, setBody] = useState("");
  function submit(event: FormEvent) {
    event.preventDefault();
    acts.mutate(
      { path: "comments", body: { body: body.trim(), recordId } },
      {
        onSuccess: () => {
          setBody("");
          setOpen(recordId === undefined);
        },
      },
    );
  }
  if (!isOpen)
    return (
      <UnstyledButton className={classes.start} onClick={() => setOpen(true)}>
        Comment
      </UnstyledButton>
    );
  return (
    <form onSubmit={submit} className={form.form}>
      <Textarea
        aria-label="Comment"
        placeholder="Comment"
        value={body}
        onChange={event => setBody(event.currentTarget.value)}
        autosize
        minRows={2}
        maxRows={10}
      />
      <div className={form.actions}>
        <Button type="submit" loading={acts.isPending} disabled={body.trim() === ""}>
          Comment
        </Button>
      </div>
    </form>
  );
}
