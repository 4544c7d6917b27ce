import type { OutcomeStatus } from "#lib/trajectories/schemas.ts";

/** What can be done to many trajectories at once. */
export const bulkActions = ["exclude", "include", "tag", "outcome", "task"] as const;
export type BulkAction = (typeof bulkActions)[number];

export const bulkLabels: Record<BulkAction, string> = {
  exclude: "Exclude",
  include: "Include",
  tag: "Tag",
  outcome: "Outcome",
  task: "Task",
};

export interface BulkForm {
  action: BulkAction;
  /** The tag or task, as written. */
  text: string;
  isRemoval: boolean;
  outcome: OutcomeStatus | null;
}

/** The fields that a form sets, and what its commit says; null while something is missing. */
export function bulkEdit(form: BulkForm): { set: Record<string, unknown>; words: string } | null {
  const text = form.text.trim();
  switch (form.action) {
    case "exclude":
      return { set: { excluded: true }, words: "Exclude" };
    case "include":
      return { set: { excluded: false }, words: "Include" };
    case "tag":
      if (text === "") return null;
      return {
        set: { [`tags/${text}`]: !form.isRemoval },
        words: form.isRemoval ? `Remove tag ${text} from` : `Tag ${text} on`,
      };
    case "outcome":
      return {
        set: { outcome: form.outcome && { status: form.outcome } },
        words: `Outcome ${form.outcome ?? "none"} on`,
      };
    case "task":
      return text === "" ? null : { set: { task: text }, words: `Task ${text} on` };
  }
}
