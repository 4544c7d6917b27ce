import { EmptyState } from "#components/ui/notice.tsx";

export default function NotFound() {
  return (
    <EmptyState isPage title="Not here">
      <p>No such record is in this workspace. The address may be mistyped, or meant for another workspace.</p>
    </EmptyState>
  );
}
