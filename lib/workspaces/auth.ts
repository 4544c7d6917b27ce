import { betterAuth } from "better-auth/minimal";
import { authAdapter } from "#db/auth-adapter.ts";
import { readConfig } from "#lib/config.ts";
import { secretFor } from "#lib/service/secret.ts";

/** Sign-in of people: better-auth's core, email and password, sessions in the database. Nobody can sign up by themselves. */

const authKey = Symbol.for("espalier.auth");
const holder = globalThis as { [authKey]?: ReturnType<typeof makeAuth> };

function makeAuth() {
  const config = readConfig();
  const origins = ["localhost", "127.0.0.1"].map(host => `http://${host}:${config.port}`);
  const publicUrl = config.publicUrl ?? `http://${config.host}:${config.port}`;
  return betterAuth({
    appName: "Espalier",
    baseURL: publicUrl,
    basePath: "/api/auth",
    secret: secretFor("session"),
    database: authAdapter(),
    emailAndPassword: { enabled: true, disableSignUp: true, minPasswordLength: 10, autoSignIn: false },
    session: { expiresIn: 60 * 60 * 24 * 7, updateAge: 60 * 60 * 24, cookieCache: { enabled: false } },
    trustedOrigins: [...origins, new URL(publicUrl).origin],
    rateLimit: {
      enabled: true,
      storage: "database",
      window: 60,
      max: 100,
      customRules: { "/sign-in/email": { window: 60, max: 20 } },
    },
    advanced: { useSecureCookies: publicUrl.startsWith("https:"), cookiePrefix: "espalier" },
    telemetry: { enabled: false },
  });
}

/** The account that a first start makes. */
export const ownerEmail = "owner@espalier.local";

export function auth(): ReturnType<typeof makeAuth> {
  holder[authKey] ??= makeAuth();
  return holder[authKey];
}

export interface SignedInUser {
  userId: string;
  name: string;
  email: string;
}

/** Who a request's cookies belong to; null when they hold no live session. */
export async function userOf(headers: Headers): Promise<SignedInUser | null> {
  const found = await auth().api.getSession({ headers });
  return found ? { userId: found.user.id, name: found.user.name, email: found.user.email } : null;
}

/** Finds a user by email, or makes one with this password. `created` is false when they had an account. */
export async function ensureUser(person: {
  email: string;
  name: string;
  password: string;
}): Promise<{ userId: string; created: boolean }> {
  const context = await auth().$context;
  const email = person.email.toLowerCase();
  const found = await context.internalAdapter.findUserByEmail(email);
  if (found) return { userId: found.user.id, created: false };
  const user = await context.internalAdapter.createUser(
    { email, name: person.name, emailVerified: true },
    { method: "email-password" },
  );
  await context.internalAdapter.linkAccount({
    userId: user.id,
    providerId: "credential",
    accountId: user.id,
    password: await context.password.hash(person.password),
  });
  return { userId: user.id, created: true };
}
