import { handleAuth } from "@/server/auth";
import { type Handler, methods, problemResponse } from "@/server/http";

const serve: Handler<{ nextauth: string[] }> = async (request, { params }) => {
  try {
    return await handleAuth(request, (await params).nextauth);
  } catch (error) {
    return problemResponse(error);
  }
};

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods({ GET: serve, POST: serve });
