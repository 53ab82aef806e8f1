import { type Handler, methods, problemResponse } from "@/server/http";
import { keepPreferences } from "@/server/preferences/keep";

const keep: Handler<unknown> = async (request) => {
  try {
    return await keepPreferences(request);
  } catch (error) {
    return problemResponse(error);
  }
};

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods({ POST: keep });
