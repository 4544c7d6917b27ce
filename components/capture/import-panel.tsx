"use client";

import { DropZone } from "./drop-zone.tsx";
import classes from "./import-panel.module.css";
import { UploadRow } from "./upload-row.tsx";
import { useUploads } from "./use-uploads.ts";

interface ImportPanelProps {
  workspace: string;
  onEnded: () => void;
}

export function ImportPanel({ workspace, onEnded }: ImportPanelProps) {
  const { uploads, add } = useUploads(workspace);
  return (
    <div className={classes.panel}>
      <DropZone onFiles={add} />
      {uploads.map(upload => (
        <UploadRow key={upload.key} workspace={workspace} upload={upload} onEnded={onEnded} />
      ))}
    </div>
  );
}
