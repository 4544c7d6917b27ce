import { describe, expect, test } from "vitest";
import { readConfig, requireSharedConfig } from "./config.ts";

const env = (values: Record<string, string>): NodeJS.ProcessEnv => ({ NODE_ENV: "test", ...values });

describe("an empty environment", () => {
  test("listens on the loopback interface, port 3000, with everything in .espalier", () => {
    const config = readConfig(env({}));
    expect(config).toMatchObject({ port: 3000, host: "127.0.0.1", databaseUrl: undefined, s3: undefined });
    expect(config.home).toBe(`${process.cwd()}/.espalier`);
  });

  test("is what variables set to nothing amount to", () => {
    expect(readConfig(env({ PORT: "", DATABASE_URL: "", S3_BUCKET: "" }))).toEqual(readConfig(env({})));
  });
});

describe("a bad value", () => {
  test.each(["0", "65536", "80a", "-1", "3000.5", "99999"])("PORT=%s is refused by name", PORT => {
    expect(() => readConfig(env({ PORT }))).toThrow("PORT must be a port from 1 to 65535.");
  });

  test("of DATABASE_URL is refused without repeating its password", () => {
    const DATABASE_URL = "mysql://someone:hunter2@somewhere/x";
    expect(() => readConfig(env({ DATABASE_URL }))).toThrow(/^DATABASE_URL must be a postgres:\/\/ URL\.$/);
  });

  test("gives one sentence each", () => {
    expect(() => readConfig(env({ PORT: "x", ESPALIER_SECRET: "short" }))).toThrow(
      "PORT must be a port from 1 to 65535.\nESPALIER_SECRET must have at least 32 characters.",
    );
  });
});

describe("an object store", () => {
  const store = { S3_BUCKET: "corpora", S3_ENDPOINT: "http://127.0.0.1:9000" };

  test("takes credentials or leaves them to the client", () => {
    expect(readConfig(env(store)).s3).toEqual({
      bucket: "corpora",
      region: "us-east-1",
      endpoint: "http://127.0.0.1:9000",
      credentials: undefined,
    });
    const keys = { AWS_ACCESS_KEY_ID: "id", AWS_SECRET_ACCESS_KEY: "secret" };
    expect(readConfig(env({ ...store, ...keys })).s3?.credentials).toEqual({
      accessKeyId: "id",
      secretAccessKey: "secret",
    });
  });

  test("half described is refused", () => {
    expect(() => readConfig(env({ S3_ENDPOINT: store.S3_ENDPOINT }))).toThrow("S3_BUCKET is not");
    expect(() => readConfig(env({ ...store, AWS_ACCESS_KEY_ID: "id" }))).toThrow("must be set together");
  });
});

test("credentials of the machine's user mean nothing without a bucket", () => {
  expect(readConfig(env({ AWS_ACCESS_KEY_ID: "id" })).s3).toBeUndefined();
});

test("the owner's login defaults to the app's", () => {
  const DATABASE_URL = "postgres://a:b@127.0.0.1/espalier";
  expect(readConfig(env({ DATABASE_URL })).migrateDatabaseUrl).toBe(DATABASE_URL);
});

test("a replica is refused without a database or a secret of its own", () => {
  const DATABASE_URL = "postgres://a:b@127.0.0.1/espalier";
  expect(() => requireSharedConfig(readConfig(env({})))).toThrow("DATABASE_URL must be set");
  expect(() => requireSharedConfig(readConfig(env({ DATABASE_URL })))).toThrow("ESPALIER_SECRET must be set");
});
