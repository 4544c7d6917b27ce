import type { Metadata } from "next";
import { headers } from "next/headers";
import { EndpointList } from "#components/api/endpoint-list.tsx";
import { endpoints } from "#lib/http/endpoints.ts";
import { openApiDocument } from "#lib/http/openapi.ts";
import styles from "./page.module.css";

export const metadata: Metadata = { title: "API" };

const example = (
  address: string,
) => `curl -H "Authorization: Bearer $ESPALIER_API_KEY" -H "Content-Type: application/json" \\
  -d '{"type":"trajectory","id":"run-1","task":"refund-7","agent":"support-4","steps":[
        {"role":"user","content":"My parcel is broken."},
        {"role":"assistant","content":"I am sorry. I refund it."}],
       "outcome":{"status":"success"}}' \\
  ${address}/api/v1/workspaces/WORKSPACE/trajectories`;

export default async function ApiPage() {
  const asked = await headers();
  const address = `${asked.get("x-forwarded-proto") ?? "http"}://${asked.get("host") ?? "127.0.0.1:3000"}`;
  const schemas = openApiDocument().components?.schemas ?? {};
  const items = endpoints.map(({ method, path, tag, summary, scopes, ...endpoint }) => ({
    method: method.toUpperCase(),
    path: `/api/v1${path}`,
    tag,
    summary,
    scopes: scopes === "public" ? [] : [...scopes],
    isPublic: scopes === "public",
    body: schemaName(endpoint.body),
    answer: endpoint.answer === "bytes" ? "bytes" : schemaName(endpoint.answer),
  }));
  return (
    <main className={styles.page}>
      <h1>The API</h1>
      <p>
        Programs send an API key as <code>Authorization: Bearer KEY</code>. A key belongs to one workspace and
        has scopes. Everything of a workspace is under <code>/api/v1/workspaces/NAME</code>. Lists answer{" "}
        <code>items</code>, <code>nextCursor</code> and, with <code>count=exact</code>, <code>total</code>.
        Reads name the ref that they were made at in <code>X-Espalier-Ref</code>. What goes wrong is a problem
        document (RFC 9457) with a <code>code</code> and a <code>detail</code> that says what to do. The same
        as a document: <a href="/api/v1/openapi.json">openapi.json</a>.
      </p>
      <pre>{example(address)}</pre>
      <EndpointList endpoints={items} schemas={schemas} />
    </main>
  );
}

function schemaName(schema: { meta?: () => { id?: string } | undefined } | undefined): string | null {
  return schema?.meta?.()?.id ?? null;
}
