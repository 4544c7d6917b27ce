import { ButtonLink } from "#components/ui/button-link.tsx";
import { EmptyState } from "#components/ui/notice.tsx";

export default function NotFound() {
  return (
    <main>
      <EmptyState isPage title="Not here">
        <p>This page does not exist, or you are not a member of its workspace.</p>
        <ButtonLink href="/">Back to the start</ButtonLink>
      </EmptyState>
    </main>
  );
}
