import { type NextRequest, NextResponse } from "next/server";
import { pagePolicy } from "@/lib/content-policy";
import { isServedSecurely } from "@/server/cookie";

/**
 * Gives each page a content security policy with a nonce of its own: Next puts it on the scripts that it writes into
 * the page, and no other script runs. It decides nothing: who may see what is asked where the data is.
 */
export function proxy(request: NextRequest): NextResponse {
  const nonce = btoa(crypto.randomUUID());
  const policy = pagePolicy(nonce, process.env.NODE_ENV === "development");
  const headers = new Headers(request.headers);
  // Where Next looks for it; layout.tsx for its own script by the other name.
  headers.set("Content-Security-Policy", policy);
  headers.set("X-Nonce", nonce);
  const response = NextResponse.next({ request: { headers } });
  response.headers.set("Content-Security-Policy", policy);
  // As told when it was started, not when it was built.
  if (isServedSecurely()) {
    response.headers.set("Strict-Transport-Security", "max-age=31536000");
  }
  return response;
}

/** Pages. What the API answers, and files, run no script: they have theirs from next.config.ts. */
export const config = { matcher: "/((?!api/|_next/).*)" };
