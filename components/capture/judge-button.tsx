"use client";

import { Button } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { Dialog } from "#components/ui/dialog.tsx";
import { JudgeForm } from "./judge-form.tsx";

export function JudgeButton({ workspace, rewardNames }: { workspace: string; rewardNames: string[] }) {
  const [isOpen, dialog] = useDisclosure();
  return (
    <>
      <Button onClick={dialog.open}>Judge by reward</Button>
      <Dialog opened={isOpen} onClose={dialog.close} title="Judge by reward">
        <JudgeForm workspace={workspace} rewardNames={rewardNames} />
      </Dialog>
    </>
  );
}
