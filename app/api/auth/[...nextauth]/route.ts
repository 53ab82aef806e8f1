import { handleAuth } from "@/server/auth";
import { methods, orProblem } from "@/server/http";

const serve = orProblem<{ nextauth: string[] }>(async (request, { params }) =>
  handleAuth(request, (await params).nextauth),
);

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods({ GET: serve, POST: serve });
