import pg from "pg";

export interface ClusterSecrets {
  ownerPassword: string;
  appPassword: string;
}

export interface ClusterUrls {
  /** Login role `espalier_owner`: owns the database and runs migrations. */
  ownerUrl: string;
  /** Login role `espalier`, a member of `espalier_app`: what the product connects as. */
  appUrl: string;
}

/** Makes the roles and the database where they are missing, and sets the passwords to those given. */
export async function prepareCluster(
  superuserUrl: string,
  secrets: ClusterSecrets,
  database = "espalier",
): Promise<ClusterUrls> {
  const client = new pg.Client({ connectionString: superuserUrl });
  await client.connect();
  try {
    await prepareRoles(client, secrets);
    await createDatabase(client, database);
  } finally {
    await client.end();
  }
  return {
    ownerUrl: urlFor(superuserUrl, database, "espalier_owner", secrets.ownerPassword),
    appUrl: urlFor(superuserUrl, database, "espalier", secrets.appPassword),
  };
}

async function prepareRoles(client: pg.Client, secrets: ClusterSecrets): Promise<void> {
  const plain = "NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS";
  await client.query("BEGIN");
  // Roles are of the whole cluster, so two preparations at once would both find them missing.
  await client.query("SELECT pg_advisory_xact_lock(hashtextextended('espalier roles', 0))");
  const { rows } = await client.query<{ rolname: string }>(
    "SELECT rolname FROM pg_roles WHERE rolname LIKE 'espalier%'",
  );
  const existing = new Set(rows.map(row => row.rolname));
  for (const role of ["espalier_app", "espalier_owner", "espalier"]) {
    if (!existing.has(role)) await client.query(`CREATE ROLE ${role}`);
  }
  await client.query(`ALTER ROLE espalier_app NOLOGIN ${plain}`);
  await client.query(
    `ALTER ROLE espalier_owner LOGIN ${plain} PASSWORD ${pg.escapeLiteral(secrets.ownerPassword)}`,
  );
  await client.query(`ALTER ROLE espalier LOGIN ${plain} PASSWORD ${pg.escapeLiteral(secrets.appPassword)}`);
  await client.query("GRANT espalier_app TO espalier");
  await client.query("COMMIT");
}

async function createDatabase(client: pg.Client, database: string): Promise<void> {
  const { rowCount } = await client.query("SELECT 1 FROM pg_database WHERE datname = $1", [database]);
  if (rowCount === 0)
    await client.query(`CREATE DATABASE ${pg.escapeIdentifier(database)} OWNER espalier_owner`);
}

/** The same server and parameters, another database, login and password. */
export function urlFor(url: string, database: string, user: string, password: string): string {
  const changed = new URL(url);
  changed.pathname = `/${encodeURIComponent(database)}`;
  changed.username = user;
  changed.password = encodeURIComponent(password);
  return changed.href;
}
