import { type NextRequest, NextResponse } from "next/server";

/**
 * Gives every page a content security policy with a fresh nonce. `style-src-attr` stays open because
 * Mantine sizes its components by style attributes; neither style elements nor scripts run without the nonce.
 */
function contentSecurityPolicy(nonce: string): string {
  // React's development build rebuilds server stacks with eval; the production build never does.
  const development = process.env.NODE_ENV === "development" ? " 'unsafe-eval'" : "";
  return [
    "default-src 'self'",
    `script-src 'nonce-${nonce}' 'strict-dynamic'${development}`,
    `style-src 'self' 'nonce-${nonce}'`,
    "style-src-attr 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self'",
    "connect-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join("; ");
}

export function proxy(request: NextRequest) {
  const nonce = Buffer.from(crypto.randomUUID()).toString("base64");
  const policy = contentSecurityPolicy(nonce);
  const headers = new Headers(request.headers);
  headers.set("x-nonce", nonce);
  // A server component does not know its address; who signs in comes back to it.
  headers.set("x-path", `${request.nextUrl.pathname}${request.nextUrl.search}`);
  headers.set("content-security-policy", policy);
  const response = NextResponse.next({ request: { headers } });
  response.headers.set("content-security-policy", policy);
  response.headers.set("x-content-type-options", "nosniff");
  response.headers.set("referrer-policy", "same-origin");
  return response;
}

// A request that passes through here is cut at 10 MB, so the doors that carry bytes stay outside.
export const config = {
  matcher: ["/((?!api/|hf/|x/|healthz$|readyz$|_next/).*)"],
};
