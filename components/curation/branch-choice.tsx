"use client";

import { SegmentedControl, Select, TextInput } from "@mantine/core";
import form from "./form.module.css";
import { useBranches } from "./use-branches.ts";

export interface ChosenBranch {
  isNew: boolean;
  name: string;
}

interface BranchChoiceProps {
  workspace: string;
  value: ChosenBranch;
  onChange: (value: ChosenBranch) => void;
}

/** Main is not edited: on which branch is it to be? */
export function BranchChoice({ workspace, value, onChange }: BranchChoiceProps) {
  const branches = useBranches(workspace);
  const names = (branches.data ?? []).map(item => item.branch).filter(name => name !== "main");
  return (
    <div className={form.form}>
      <SegmentedControl
        aria-label="Where to edit"
        data={[
          { value: "new", label: "On a new branch" },
          { value: "old", label: "On a branch that stands", disabled: names.length === 0 },
        ]}
        value={value.isNew ? "new" : "old"}
        onChange={next => onChange({ isNew: next === "new", name: next === "new" ? "" : (names[0] ?? "") })}
      />
      {value.isNew ? (
        <TextInput
          label="New branch"
          description="Lower-case letters, digits, and . / _ - between them"
          value={value.name}
          onChange={event => onChange({ isNew: true, name: event.currentTarget.value })}
          autoComplete="off"
          spellCheck={false}
          required
        />
      ) : (
        <Select
          label="Branch"
          data={names}
          value={value.name}
          onChange={name => name && onChange({ isNew: false, name })}
          searchable
        />
      )}
    </div>
  );
}
