"use client";

import { Button, Select, Textarea, TextInput } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { type FormEvent, useState } from "react";
import { callApi, reasonOf, workspaceUrl } from "#components/ui/api.ts";
import { Dialog } from "#components/ui/dialog.tsx";
import { mergeRequestSchema } from "#lib/curation/schemas.ts";
import form from "./form.module.css";

interface NewMergeRequestProps {
  workspace: string;
  /** Every branch, main too. */
  branches: string[];
  /** The branch that the address asks a request for. */
  asked: string | null;
}

export function NewMergeRequest({ workspace, branches, asked }: NewMergeRequestProps) {
  const [isOpen, setOpen] = useState(asked !== null);
  const sources = branches.filter(branch => branch !== "main");
  return (
    <>
      <Button variant="filled" disabled={sources.length === 0} onClick={() => setOpen(true)}>
        New merge request
      </Button>
      <Dialog opened={isOpen} onClose={() => setOpen(false)} size="lg" title="New merge request">
        <RequestForm
          workspace={workspace}
          branches={branches}
          source={asked && sources.includes(asked) ? asked : (sources[0] ?? "")}
        />
      </Dialog>
    </>
  );
}

interface RequestFormProps {
  workspace: string;
  branches: string[];
  source: string;
}

function RequestForm({ workspace, branches, source: first }: RequestFormProps) {
  const router = useRouter();
  const [source, setSource] = useState(first);
  const [target, setTarget] = useState("main");
  const create = useMutation({
    mutationFn: (body: unknown) =>
      callApi(mergeRequestSchema, workspaceUrl(workspace, "merge-requests"), { method: "POST", body }),
    onSuccess: made => router.push(`/${workspace}/merge-requests/${made.number}`),
  });
  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const fields = new FormData(event.currentTarget);
    create.mutate({ source, target, title: fields.get("title"), description: fields.get("description") });
  }
  return (
    <form onSubmit={submit} className={form.form}>
      <div className={form.pair}>
        <Select
          label="From"
          data={branches.filter(branch => branch !== "main")}
          value={source}
          onChange={value => value && setSource(value)}
          searchable
        />
        <Select
          label="Into"
          data={branches.filter(branch => branch !== source)}
          value={target}
          onChange={value => value && setTarget(value)}
          searchable
        />
      </div>
      <TextInput label="Title" name="title" maxLength={300} required data-autofocus />
      <Textarea
        label="Description"
        description="What was changed and why; Markdown"
        name="description"
        autosize
        minRows={4}
        maxRows={14}
      />
      {create.error && (
        <p role="alert" className={form.refused}>
          {reasonOf(create.error)}
        </p>
      )}
      <div className={form.actions}>
        <Button type="submit" variant="filled" loading={create.isPending || create.isSuccess}>
          Open merge request
        </Button>
      </div>
    </form>
  );
}
