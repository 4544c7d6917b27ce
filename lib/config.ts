import { resolve } from "node:path";
import { z } from "zod";
import { invalid } from "./service/errors.ts";

const postgresUrl = z.url({ protocol: /^postgres(ql)?$/, error: "must be a postgres:// URL" });
const httpUrl = z.url({ protocol: /^https?$/, error: "must be an http:// or https:// URL" });
const portProblem = "must be a port from 1 to 65535";

const environmentSchema = z.object({
  PORT: z
    .string()
    .regex(/^\d{1,5}$/, portProblem)
    .transform(Number)
    .refine(port => port >= 1 && port <= 65535, portProblem)
    .default(3000),
  HOST: z
    .string()
    .regex(/^[A-Za-z0-9.:_-]+$/, "must be a host name or an address")
    .default("127.0.0.1"),
  ESPALIER_HOME: z
    .string()
    .default(".espalier")
    .transform(path => resolve(/* turbopackIgnore: true */ path)),
  ESPALIER_PUBLIC_URL: httpUrl.optional(),
  ESPALIER_SECRET: z.string().min(32, "must have at least 32 characters").optional(),
  DATABASE_URL: postgresUrl.optional(),
  MIGRATE_DATABASE_URL: postgresUrl.optional(),
  S3_BUCKET: z.string().optional(),
  S3_ENDPOINT: httpUrl.optional(),
  S3_REGION: z.string().default("us-east-1"),
  AWS_ACCESS_KEY_ID: z.string().optional(),
  AWS_SECRET_ACCESS_KEY: z.string().optional(),
});

export interface S3Config {
  bucket: string;
  region: string;
  /** Undefined means Amazon's own. */
  endpoint: string | undefined;
  /** Undefined leaves credentials to the AWS client: a role of the machine, or its own files. */
  credentials: { accessKeyId: string; secretAccessKey: string } | undefined;
}

export interface Config {
  port: number;
  host: string;
  /** Absolute. Holds the embedded database, local objects and secrets. */
  home: string;
  /** Where people reach the server, when that is not `http://HOST:PORT`. */
  publicUrl: string | undefined;
  /** Signs sessions and links; shared by every replica. */
  secret: string | undefined;
  /** Undefined means the embedded database. */
  databaseUrl: string | undefined;
  /** The login that owns the tables; `databaseUrl` where no other is given. */
  migrateDatabaseUrl: string | undefined;
  /** Undefined means a folder under `home`. */
  s3: S3Config | undefined;
}

/**
 * Reads the environment, never at module load: `next build` runs module tops. A variable that is set to nothing counts
 * as unset.
 * @throws `invalid` (code `bad_environment`) with one sentence per bad variable, which never repeats a value: it may hold a password
 */
export function readConfig(env: NodeJS.ProcessEnv = process.env): Config {
  const named = Object.keys(environmentSchema.shape).map(name => [name, env[name]]);
  const parsed = environmentSchema.safeParse(Object.fromEntries(named.filter(([, value]) => value !== "")));
  if (!parsed.success) {
    throw badEnvironment(parsed.error.issues.map(issue => `${issue.path.join(".")} ${issue.message}.`));
  }
  const values = parsed.data;
  return {
    port: values.PORT,
    host: values.HOST,
    home: values.ESPALIER_HOME,
    publicUrl: values.ESPALIER_PUBLIC_URL?.replace(/\/+$/, ""),
    secret: values.ESPALIER_SECRET,
    databaseUrl: values.DATABASE_URL,
    migrateDatabaseUrl: values.MIGRATE_DATABASE_URL ?? values.DATABASE_URL,
    s3: readS3(values),
  };
}

function readS3(values: z.infer<typeof environmentSchema>): S3Config | undefined {
  const {
    S3_BUCKET: bucket,
    AWS_ACCESS_KEY_ID: accessKeyId,
    AWS_SECRET_ACCESS_KEY: secretAccessKey,
  } = values;
  if (bucket === undefined) {
    if (values.S3_ENDPOINT !== undefined)
      throw badEnvironment(["S3_ENDPOINT is set, but S3_BUCKET is not: name the bucket."]);
    return undefined;
  }
  if ((accessKeyId === undefined) !== (secretAccessKey === undefined)) {
    throw badEnvironment(["AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY must be set together."]);
  }
  const credentials = accessKeyId && secretAccessKey ? { accessKeyId, secretAccessKey } : undefined;
  return { bucket, region: values.S3_REGION, endpoint: values.S3_ENDPOINT, credentials };
}

function badEnvironment(sentences: string[]) {
  return invalid([...new Set(sentences)].join("\n"), { code: "bad_environment" });
}

/** What `espalier web` and `espalier worker` need beyond `serve`, which makes up for both on one machine. */
export function requireSharedConfig(config: Config): Config & { databaseUrl: string; secret: string } {
  const { databaseUrl, secret } = config;
  if (databaseUrl === undefined)
    throw badEnvironment(["DATABASE_URL must be set: only `espalier serve` brings its own database."]);
  if (secret === undefined) {
    throw badEnvironment([
      "ESPALIER_SECRET must be set, to the same at least 32 characters for every replica.",
    ]);
  }
  return { ...config, databaseUrl, secret };
}
