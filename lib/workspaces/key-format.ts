import { createHmac, randomBytes, timingSafeEqual } from "node:crypto";

/**
 * An API key is `esp_<id>_<secret>`: 8 random bytes to look it up by, 32 to prove it, both in hex. Only an HMAC-SHA-256 of
 * the secret is stored, under a pepper that is not in the database.
 */

const shape = /^esp_([0-9a-f]{16})_([0-9a-f]{64})$/;

export interface ParsedKey {
  keyId: string;
  secret: string;
}

export function parseKey(text: string): ParsedKey | null {
  const match = shape.exec(text);
  return match?.[1] && match[2] ? { keyId: match[1], secret: match[2] } : null;
}

export function makeKey(pepper: string): { key: string; keyId: string; secretHash: Buffer } {
  const keyId = randomBytes(8).toString("hex");
  const secret = randomBytes(32).toString("hex");
  return { key: `esp_${keyId}_${secret}`, keyId, secretHash: hashSecret(secret, pepper) };
}

export function hashSecret(secret: string, pepper: string): Buffer {
  return createHmac("sha256", pepper).update(secret).digest();
}

export function secretMatches(secret: string, pepper: string, stored: Buffer): boolean {
  const given = hashSecret(secret, pepper);
  return given.length === stored.length && timingSafeEqual(given, stored);
}
