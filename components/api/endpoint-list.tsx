import styles from "./endpoint-list.module.css";

export interface EndpointItem {
  method: string;
  path: string;
  tag: string;
  summary: string;
  scopes: string[];
  isPublic: boolean;
  body: string | null;
  answer: string | null;
}

/** Every door of the API by subject, then the shapes that go through them. */
export function EndpointList({
  endpoints,
  schemas,
}: {
  endpoints: EndpointItem[];
  schemas: Record<string, unknown>;
}) {
  const tags = [...new Set(endpoints.map(endpoint => endpoint.tag))];
  return (
    <>
      {tags.map(tag => (
        <section key={tag} aria-labelledby={`tag-${tag}`}>
          <h2 id={`tag-${tag}`} className={styles.heading}>
            {tag}
          </h2>
          <ul className={styles.list}>
            {endpoints
              .filter(endpoint => endpoint.tag === tag)
              .map(endpoint => (
                <li key={`${endpoint.method} ${endpoint.path}`} className={styles.endpoint}>
                  <div className={styles.line}>
                    <span className={styles.method}>{endpoint.method}</span>
                    <code className={styles.path}>{endpoint.path}</code>
                  </div>
                  <div className={styles.about}>
                    {endpoint.summary}. {scopeText(endpoint)}
                    {endpoint.body && (
                      <>
                        {" "}
                        Takes <SchemaLink name={endpoint.body} />.
                      </>
                    )}
                    {endpoint.answer && (
                      <>
                        {" "}
                        Answers{" "}
                        {endpoint.answer === "bytes" ? "bytes" : <SchemaLink name={endpoint.answer} />}.
                      </>
                    )}
                  </div>
                </li>
              ))}
          </ul>
        </section>
      ))}
      <section aria-labelledby="shapes">
        <h2 id="shapes" className={styles.heading}>
          Shapes
        </h2>
        {Object.entries(schemas).map(([name, schema]) => (
          <details key={name} id={`shape-${name}`} className={styles.shape}>
            <summary>{name}</summary>
            <pre>{JSON.stringify(schema, null, 2)}</pre>
          </details>
        ))}
      </section>
    </>
  );
}

function SchemaLink({ name }: { name: string }) {
  return <a href={`#shape-${name}`}>{name}</a>;
}

function scopeText({ scopes, isPublic }: EndpointItem): string {
  if (isPublic) return "Needs no key.";
  if (scopes.length === 0) return "Any key.";
  return `Scope ${scopes.join(" or ")}.`;
}
