"use client";

import { Button, Menu } from "@mantine/core";
import { IconFileImport, IconPlus, IconScale } from "@tabler/icons-react";
import { useState } from "react";
import { Dialog } from "#components/ui/dialog.tsx";
import { ImportPanel } from "./import-panel.tsx";
import { JudgeForm } from "./judge-form.tsx";
import { useRefresh } from "./use-refresh.ts";

interface AddMenuProps {
  workspace: string;
  mayJudge: boolean;
  rewardNames: string[];
}

export function AddMenu({ workspace, mayJudge, rewardNames }: AddMenuProps) {
  const [open, setOpen] = useState<"import" | "judge" | null>(null);
  const refresh = useRefresh(workspace);
  const close = () => setOpen(null);
  return (
    <>
      <Menu position="bottom-end">
        <Menu.Target>
          <Button variant="filled" leftSection={<IconPlus size={16} aria-hidden="true" />}>
            Add
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item
            leftSection={<IconFileImport size={16} stroke={1.6} aria-hidden="true" />}
            onClick={() => setOpen("import")}
          >
            Import files
          </Menu.Item>
          {mayJudge && (
            <Menu.Item
              leftSection={<IconScale size={16} stroke={1.6} aria-hidden="true" />}
              onClick={() => setOpen("judge")}
            >
              Judge by reward
            </Menu.Item>
          )}
        </Menu.Dropdown>
      </Menu>
      <Dialog opened={open === "import"} onClose={close} title="Import files" size="lg">
        <ImportPanel workspace={workspace} onEnded={refresh} />
      </Dialog>
      <Dialog opened={open === "judge"} onClose={close} title="Judge by reward">
        <JudgeForm workspace={workspace} rewardNames={rewardNames} />
      </Dialog>
    </>
  );
}
