import type { Metadata } from "next";
import Link from "next/link";
import { ButtonLink } from "#components/ui/button-link.tsx";
import { count } from "#components/ui/format.ts";
import table from "#components/ui/list-table.module.css";
import { Moment } from "#components/ui/moment.tsx";
import { EmptyState } from "#components/ui/notice.tsx";
import { Card, Page } from "#components/ui/page.tsx";
import { listCorpora } from "#lib/corpora/list-corpora.ts";
import { requireReader } from "../require-reader.ts";

export const metadata: Metadata = { title: "Corpora" };

export default async function Corpora({ params }: { params: Promise<{ workspace: string }> }) {
  const { workspace } = await params;
  const context = await requireReader(workspace);
  const corpora = await listCorpora(context);
  const mayPublish = context.scopes.includes("publish");
  const publish = mayPublish && (
    <ButtonLink href={`/${workspace}/corpora/new`} variant="filled">
      New corpus
    </ButtonLink>
  );
  return (
    <Page
      title="Corpora"
      lead="A corpus is a slice and a recipe under a name. Each version of it is frozen: what a run trained on stays readable."
      actions={publish}
    >
      <Card flush>
        {corpora.length === 0 ? (
          <EmptyState title="Nothing published yet">
            <p>
              {mayPublish
                ? "Decide some pairs, by labeling or by a reward, then publish them."
                : "A lead publishes the first corpus."}
            </p>
            {publish}
          </EmptyState>
        ) : (
          <div className={table.scroll}>
            <table className={table.table}>
              <thead>
                <tr>
                  <th>Name</th>
                  <th>Latest</th>
                  <th data-number>Rows</th>
                  <th>Recipe</th>
                  <th>Slice</th>
                  <th data-number>Published</th>
                </tr>
              </thead>
              <tbody>
                {corpora.map(item => (
                  <tr key={item.corpus}>
                    <td>
                      <Link href={`/${workspace}/corpora/${item.corpus}`} className={table.link}>
                        {item.corpus}
                      </Link>
                    </td>
                    <td>{item.latestVersion === null ? "not yet published" : `v${item.latestVersion}`}</td>
                    <td data-number>{item.latestRows === null ? "" : count(item.latestRows)}</td>
                    <td>{item.recipe}</td>
                    <td data-grow title={item.filter}>
                      <code>{item.filter}</code>
                    </td>
                    <td data-number data-quiet>
                      {item.publishedAt && <Moment at={item.publishedAt} />}
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        )}
      </Card>
    </Page>
  );
}
