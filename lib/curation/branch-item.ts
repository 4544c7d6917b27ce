import type { ListedBranch } from "#db/queries/curation/branches.ts";
import type { BranchItem } from "#lib/curation/schemas.ts";

export function branchItem(row: ListedBranch): BranchItem {
  const isMain = row.baseBranch === null;
  const base = row.baseBranch === "main" ? `main@${row.baseSeq}` : `${row.baseBranch}@${row.baseNo}`;
  return {
    branch: row.name,
    description: row.description,
    ref: isMain ? "main" : `${row.name}@${row.headNo}`,
    headNo: row.headNo,
    baseRef: isMain ? null : base,
    ahead: row.ahead,
    behind: row.behind,
    isProtected: row.isProtected,
    requiredApprovals: row.requiredApprovals,
    createdBy: row.createdBy,
    createdAt: row.createdAt.toISOString(),
    headAt: row.headAt.toISOString(),
    headMessage: row.headMessage,
    headAuthor: row.headAuthor,
  };
}
