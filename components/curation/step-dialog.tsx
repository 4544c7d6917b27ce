"use client";

import { Button, Textarea } from "@mantine/core";
import { useRef, useState } from "react";
import { Dialog } from "#components/ui/dialog.tsx";
import { ErrorNotice } from "#components/ui/notice.tsx";
import { useFieldsAt } from "./captured.ts";
import form from "./form.module.css";
import type { RecordPlace } from "./record-context.tsx";
import { useCommit } from "./use-commit.tsx";

export interface StepDialogProps {
  place: RecordPlace;
  branch: string;
  idx: number;
  onClose: () => void;
}

/** What stands where something private stood. */
const redaction = "[redacted]";

/** Rewrites, redacts or deletes one step. */
export function StepDialog({ place, branch, idx, onClose }: StepDialogProps) {
  const fields = useFieldsAt(place.workspace, place.trajectoryId, place.at);
  const content = fields.data?.steps.find(step => step.idx === idx)?.content;
  return (
    <Dialog opened onClose={onClose} size="xl" title={`Step ${idx}`}>
      {fields.isError ? (
        <ErrorNotice
          what="The step could not be loaded."
          error={fields.error}
          onRetry={() => fields.refetch()}
        />
      ) : (
        content !== undefined && (
          <StepForm place={place} branch={branch} idx={idx} content={content} onClose={onClose} />
        )
      )}
    </Dialog>
  );
}

function StepForm({ place, branch, idx, content, onClose }: StepDialogProps & { content: string }) {
  const commit = useCommit(place.workspace);
  const [text, setText] = useState(content);
  const [redacted, setRedacted] = useState(0);
  const area = useRef<HTMLTextAreaElement>(null);

  function redact() {
    const { selectionStart: from = 0, selectionEnd: to = 0 } = area.current ?? {};
    if (from === to) {
      area.current?.focus();
      return;
    }
    setText(text.slice(0, from) + redaction + text.slice(to));
    setRedacted(redacted + 1);
  }
  function save(field: "content" | "deleted", value: unknown, message: string) {
    const edit = { recordKind: "trajectory", recordId: place.trajectoryId } as const;
    commit.mutate(
      { branch, message, edits: [{ ...edit, path: `steps/${idx}/${field}`, value }] },
      { onSuccess: onClose },
    );
  }

  return (
    <div className={form.form}>
      <Textarea
        ref={area}
        className={form.text}
        label="Text"
        description="Votes and rewards that judged this text no longer count until somebody affirms them."
        value={text}
        onChange={event => setText(event.currentTarget.value)}
        autosize
        minRows={6}
        maxRows={18}
        data-autofocus
      />
      <div className={form.actions}>
        <div className={form.left}>
          <Button onClick={redact}>Redact selection</Button>{" "}
          <Button onClick={() => save("deleted", true, `Delete step ${idx}`)} disabled={commit.isPending}>
            Delete step
          </Button>
        </div>
        <Button onClick={onClose}>Cancel</Button>
        <Button
          variant="filled"
          loading={commit.isPending}
          disabled={text === content}
          onClick={() => save("content", text, `${redacted > 0 ? "Redact" : "Edit"} step ${idx}`)}
        >
          Save
        </Button>
      </div>
    </div>
  );
}
