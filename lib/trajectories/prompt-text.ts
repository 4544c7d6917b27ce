import type { Step } from "#lib/trajectories/schemas.ts";

/**
 * What a task reads like on a screen: its title, else the first thing that a user says; null when there is neither,
 * and the task's own id has to do.
 */
export function promptText(title: string | null | undefined, steps: readonly Step[]): string | null {
  if (title?.trim()) return title.trim();
  const asked = steps.find(step => step.role === "user" && step.content.trim() !== "");
  return asked ? asked.content.trim() : null;
}
