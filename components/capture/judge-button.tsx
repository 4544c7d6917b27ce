"use client";

import { Button, Modal } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { JudgeForm } from "./judge-form.tsx";

export function JudgeButton({ workspace, rewardNames }: { workspace: string; rewardNames: string[] }) {
  const [isOpen, dialog] = useDisclosure();
  return (
    <>
      <Button onClick={dialog.open}>Judge by reward</Button>
      <Modal opened={isOpen} onClose={dialog.close} title="Judge by reward">
        <JudgeForm workspace={workspace} rewardNames={rewardNames} />
      </Modal>
    </>
  );
}
