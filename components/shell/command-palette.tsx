"use client";

import { Spotlight, type SpotlightActionData } from "@mantine/spotlight";
import { IconPlus, IconSearch } from "@tabler/icons-react";
import { useRouter } from "next/navigation";
import type { KeyboardEvent } from "react";
import { type Screen, screenHref } from "./screens.ts";

interface CommandPaletteProps {
  workspace: string;
  screens: readonly Screen[];
}

export function CommandPalette({ workspace, screens }: CommandPaletteProps) {
  const router = useRouter();
  const actions: SpotlightActionData[] = screens.map(screen => ({
    id: screen.path || "overview",
    label: screen.label,
    description: screen.description,
    leftSection: <screen.icon size={18} stroke={1.6} aria-hidden="true" />,
    onClick: () => router.push(screenHref(workspace, screen)),
  }));
  if (screens.some(screen => screen.path === "corpora"))
    actions.push({
      id: "publish",
      label: "Publish a corpus",
      description: "Freeze a slice into a training set",
      leftSection: <IconPlus size={18} stroke={1.6} aria-hidden="true" />,
      onClick: () => router.push(`/${workspace}/corpora/new`),
    });
  return (
    <Spotlight
      actions={actions}
      shortcut="mod + K"
      nothingFound="No screen is called that"
      highlightQuery
      attributes={{ content: { "aria-label": "Jump to a screen" } }}
      overlayProps={{ backgroundOpacity: 0.35, blur: 0 }}
      searchProps={{
        leftSection: <IconSearch size={18} stroke={1.6} aria-hidden="true" />,
        placeholder: "Jump to a screen",
        "aria-label": "Jump to a screen",
        onKeyDown: takeFirst,
      }}
    />
  );
}

/** Enter takes the first match when the arrows have chosen none. */
function takeFirst(event: KeyboardEvent<HTMLInputElement>) {
  if (event.key !== "Enter") return;
  const dialog = event.currentTarget.closest("[role=dialog]");
  if (dialog?.querySelector("[data-selected]")) return;
  dialog?.querySelector<HTMLElement>("[data-action]")?.click();
}
