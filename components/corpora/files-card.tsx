import { VisuallyHidden } from "@mantine/core";
import { IconDownload } from "@tabler/icons-react";
import { byteSize, count, shortHash } from "#components/ui/format.ts";
import table from "#components/ui/list-table.module.css";
import { Card } from "#components/ui/page.tsx";
import type { SnapshotItem } from "#lib/corpora/schemas.ts";
import classes from "./files-card.module.css";

interface FilesCardProps {
  /** The snapshot's address in the API, without a trailing slash. */
  address: string;
  snapshot: SnapshotItem;
}

/** What was written, down to the byte: every file, and the two identities of the whole. */
export function FilesCard({ address, snapshot }: FilesCardProps) {
  return (
    <Card
      flush
      title="Files"
      note={
        <span className={classes.roots}>
          <a href={`${address}/manifest`} className={table.link} title={snapshot.manifestSha256}>
            manifest {shortHash(snapshot.manifestSha256)}
          </a>
          <span title={snapshot.logicalRoot}>logical root {shortHash(snapshot.logicalRoot)}</span>
        </span>
      }
    >
      <div className={table.scroll}>
        <table className={table.table}>
          <thead>
            <tr>
              <th>Path</th>
              <th data-number>Rows</th>
              <th data-number>Size</th>
              <th>sha256</th>
              <th>
                <VisuallyHidden>Download</VisuallyHidden>
              </th>
            </tr>
          </thead>
          <tbody>
            {snapshot.files.map(file => (
              <tr key={file.path}>
                <td>
                  <code>{file.path}</code>
                  {file.reused && <span className={classes.reused}>reused</span>}
                </td>
                <td data-number>{file.rows === null ? "" : count(file.rows)}</td>
                <td data-number>{byteSize(file.sizeBytes)}</td>
                <td data-quiet title={file.sha256}>
                  <code>{shortHash(file.sha256)}</code>
                </td>
                <td>
                  <a
                    href={`${address}/files/${file.path.split("/").map(encodeURIComponent).join("/")}`}
                    download
                    className={classes.download}
                    aria-label={`Download ${file.path}`}
                  >
                    <IconDownload size={16} stroke={1.6} aria-hidden="true" />
                  </a>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Card>
  );
}
