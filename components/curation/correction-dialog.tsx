"use client";

import { Button, Textarea } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { callApi, reasonOf, workspaceUrl } from "#components/ui/api.ts";
import { Dialog } from "#components/ui/dialog.tsx";
import { correctedSchema } from "#lib/curation/schemas.ts";
import { useFieldsAt } from "./captured.ts";
import form from "./form.module.css";
import { branchPath } from "./refs.ts";
import type { StepDialogProps } from "./step-dialog.tsx";
import { useReadAgain, useSayCommitted } from "./use-commit.tsx";

/** A better answer to one turn: it becomes a run of its own that beats the original. */
export function CorrectionDialog({ place, branch, idx, onClose }: StepDialogProps) {
  const { workspace, trajectoryId, at } = place;
  const fields = useFieldsAt(workspace, trajectoryId, at);
  const original = fields.data?.steps.find(step => step.idx === idx)?.content;
  const readAgain = useReadAgain(workspace);
  const say = useSayCommitted(workspace);
  const [text, setText] = useState("");
  const [why, setWhy] = useState("");
  const correct = useMutation({
    mutationFn: () =>
      callApi(correctedSchema, workspaceUrl(workspace, branchPath(branch, "/corrections")), {
        method: "POST",
        body: { trajectoryId, stepIdx: idx, content: text, rationale: why.trim() || undefined },
      }),
    onSuccess: ({ ref, no }) => {
      readAgain();
      say({ branch, no, ref, message: `Correct step ${idx}` });
      onClose();
    },
  });
  function submit(event: FormEvent) {
    event.preventDefault();
    correct.mutate();
  }
  return (
    <Dialog opened onClose={onClose} size="xl" title={`Correct the answer at step ${idx}`}>
      <form onSubmit={submit} className={form.form}>
        <p className={form.words}>
          The original stays. The correction becomes a run of its own that beats it, seen on {branch} until it
          is merged.
        </p>
        <Textarea
          className={form.text}
          label="Better answer"
          value={text}
          onChange={event => setText(event.currentTarget.value)}
          autosize
          minRows={6}
          maxRows={16}
          required
          data-autofocus
        />
        <Textarea
          label="Why it is better"
          description="Optional"
          value={why}
          onChange={event => setWhy(event.currentTarget.value)}
          autosize
          minRows={1}
          maxRows={4}
        />
        {correct.error && (
          <p role="alert" className={form.refused}>
            {reasonOf(correct.error)}
          </p>
        )}
        <div className={form.actions}>
          {original && (
            <div className={form.left}>
              <Button onClick={() => setText(original)}>Start from the original</Button>
            </div>
          )}
          <Button type="submit" variant="filled" loading={correct.isPending} disabled={text.trim() === ""}>
            Add correction
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
