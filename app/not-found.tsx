import { EmptyState } from "#components/ui/notice.tsx";

export default function NotFound() {
  return (
    <main>
      <EmptyState title="Not here">
        <p>This page does not exist, or you are not a member of its workspace.</p>
        <a href="/">Back to the start</a>
      </EmptyState>
    </main>
  );
}
