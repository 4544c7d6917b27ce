import {
  IconColumns2,
  IconGitBranch,
  IconGitPullRequest,
  IconLayoutDashboard,
  IconList,
  type IconProps,
  IconSettings,
  IconStack2,
} from "@tabler/icons-react";
import type { ComponentType } from "react";
import type { Scope } from "#lib/workspaces/schemas.ts";

export interface Screen {
  /** The path under the workspace; empty for the overview. */
  path: string;
  label: string;
  description: string;
  needs: Scope;
  icon: ComponentType<IconProps>;
  /** Screens of one group stand together in the rail. */
  group: number;
}

export const screens: readonly Screen[] = [
  {
    path: "",
    label: "Overview",
    description: "What is here and what comes next",
    needs: "read",
    icon: IconLayoutDashboard,
    group: 0,
  },
  {
    path: "trajectories",
    label: "Trajectories",
    description: "Find and read what agents did",
    needs: "read",
    icon: IconList,
    group: 1,
  },
  {
    path: "label",
    label: "Label",
    description: "Judge two trajectories side by side",
    needs: "label",
    icon: IconColumns2,
    group: 1,
  },
  {
    path: "branches",
    label: "Branches",
    description: "Edit away from main, and see what differs",
    needs: "read",
    icon: IconGitBranch,
    group: 2,
  },
  {
    path: "merge-requests",
    label: "Merge requests",
    description: "Review what branches change, and merge it",
    needs: "read",
    icon: IconGitPullRequest,
    group: 2,
  },
  {
    path: "corpora",
    label: "Corpora",
    description: "Publish and read training sets",
    needs: "read",
    icon: IconStack2,
    group: 3,
  },
  {
    path: "settings",
    label: "Settings",
    description: "Members and API keys",
    needs: "admin",
    icon: IconSettings,
    group: 4,
  },
];

export function screensFor(scopes: readonly Scope[]): readonly Screen[] {
  return screens.filter(screen => scopes.includes(screen.needs));
}

export function screenHref(workspace: string, screen: Screen): string {
  return screen.path === "" ? `/${workspace}` : `/${workspace}/${screen.path}`;
}
