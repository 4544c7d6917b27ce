"use client";

import { VisuallyHidden } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { Activity, useCallback, useRef, useState } from "react";
import { HeaderSlot } from "#components/shell/header-slot.tsx";
import { ErrorNotice } from "#components/ui/notice.tsx";
import type { ShownVerdict, SkipLabelInput } from "#lib/labeling/schemas.ts";
import { CompareItemView } from "./compare-item-view.tsx";
import classes from "./compare-screen.module.css";
import { CompareSkeleton } from "./compare-skeleton.tsx";
import { KeysDialog } from "./keys-dialog.tsx";
import { NothingLeft } from "./nothing-left.tsx";
import { QueueProgressLine } from "./queue-progress-line.tsx";
import { SkipDialog } from "./skip-dialog.tsx";
import { stepBy } from "./step-by.ts";
import { useCompareKeys } from "./use-compare-keys.ts";
import { usePainted } from "./use-painted.ts";
import { useSession } from "./use-session.ts";
import { VerdictBar } from "./verdict-bar.tsx";
import { verdictChoices } from "./verdicts.ts";
import type { CompareView } from "./view-toggles.tsx";

interface CompareScreenProps {
  workspace: string;
  memberId: string;
  /** Members who also publish are told what to do when nothing is left. */
  isLead: boolean;
}

export function CompareScreen({ workspace, memberId, isLead }: CompareScreenProps) {
  const work = useSession(workspace, memberId);
  const { items } = work.session;
  const item = items[0];
  const painted = usePainted(item?.lease);
  const [view, setView] = useState<CompareView>({ divergence: true, together: true });
  const [rationale, setRationale] = useState<string | null>(null);
  const [isSkipping, skipDialog] = useDisclosure();
  const [isShowingKeys, keysDialog] = useDisclosure();
  const screen = useRef<HTMLDivElement>(null);
  const endsSeen = useRef(new Set<string>());
  const noteEnd = useCallback((lease: string) => void endsSeen.current.add(lease), []);

  function judge(verdict: ShownVerdict) {
    if (!item || !painted.isReady()) return;
    const label = verdictChoices.find(choice => choice.verdict === verdict)?.label ?? verdict;
    const words = endsSeen.current.has(item.lease) ? label : `${label}, before the end was on the screen`;
    const said = rationale?.trim();
    const body = {
      lease: item.lease,
      verdict,
      durationMs: painted.sinceMs(),
      ...(said ? { rationale: said } : {}),
    };
    work.answer(item, "labels", body, words);
    setRationale(null);
  }

  function skip(reason: SkipLabelInput["reason"], note: string) {
    skipDialog.close();
    if (item) work.answer(item, "skips", { lease: item.lease, reason, ...(note ? { note } : {}) }, "skip");
    setRationale(null);
  }

  const toggle = (name: keyof CompareView) => setView(now => ({ ...now, [name]: !now[name] }));
  const actions = {
    verdict: judge,
    skip: skipDialog.open,
    undo: work.undo,
    rationale: () => setRationale(text => text ?? ""),
    scrollTogether: () => toggle("together"),
    divergence: () => toggle("divergence"),
    keys: keysDialog.open,
    step: (by: 1 | -1) => screen.current && stepBy(screen.current, by),
  };
  useCompareKeys(actions, painted.isReady);

  return (
    <div className={classes.screen} ref={screen}>
      <VisuallyHidden component="h1">Compare two runs of one task</VisuallyHidden>
      <HeaderSlot>
        <QueueProgressLine progress={work.session.progress} />
      </HeaderSlot>
      <div className={classes.stage}>
        {items.slice(0, 2).map(held => (
          // The next item is rendered before it is wanted; a verdict only uncovers it.
          <Activity key={held.lease} mode={held === item ? "visible" : "hidden"}>
            <CompareItemView item={held} view={view} onToggle={toggle} onEndSeen={noteEnd} />
          </Activity>
        ))}
        {!item &&
          (work.claimError ? (
            <div className={classes.notice}>
              <ErrorNotice what="No item could be fetched." error={work.claimError} onRetry={work.retry} />
            </div>
          ) : work.session.isExhausted ? (
            <NothingLeft
              workspace={workspace}
              isLead={isLead}
              progress={work.session.progress}
              onCheck={work.retry}
            />
          ) : (
            <CompareSkeleton />
          ))}
      </div>
      <VerdictBar
        isDisabled={!item}
        rationale={rationale}
        onRationale={setRationale}
        actions={actions}
        isUndoing={work.isUndoing}
        lastAct={work.lastAct}
        waiting={work.waiting}
      />
      <SkipDialog opened={isSkipping} onClose={skipDialog.close} onSkip={skip} />
      <KeysDialog opened={isShowingKeys} onClose={keysDialog.close} />
    </div>
  );
}
