"use client";

import { Checkbox, Select, TextInput } from "@mantine/core";
import { nameLength, outcomeStatuses } from "#lib/trajectories/schemas.ts";
import type { BulkForm } from "./bulk-edit.ts";

interface BulkFieldsProps {
  form: BulkForm;
  onChange: (form: BulkForm) => void;
}

/** What an action still has to be told. */
export function BulkFields({ form, onChange }: BulkFieldsProps) {
  const writes = (text: string) => onChange({ ...form, text });
  switch (form.action) {
    case "tag":
      return (
        <>
          <TextInput
            label="Tag"
            value={form.text}
            maxLength={nameLength}
            onChange={event => writes(event.currentTarget.value)}
            required
            data-autofocus
          />
          <Checkbox
            label="Remove it instead"
            checked={form.isRemoval}
            onChange={event => onChange({ ...form, isRemoval: event.currentTarget.checked })}
          />
        </>
      );
    case "task":
      return (
        <TextInput
          label="Task"
          value={form.text}
          maxLength={nameLength}
          onChange={event => writes(event.currentTarget.value)}
          required
          data-autofocus
        />
      );
    case "outcome":
      return (
        <Select
          label="Outcome"
          data={[...outcomeStatuses, "none"]}
          value={form.outcome ?? "none"}
          onChange={value =>
            onChange({ ...form, outcome: outcomeStatuses.find(status => status === value) ?? null })
          }
        />
      );
    default:
      return null;
  }
}
