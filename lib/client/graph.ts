import { reading } from "@/lib/client/request";

/** What pages read of what reads what. */
export const graphKeys = {
  all: reading("GET /api/v1/mv/graph"),
  of: (view: string) => reading("GET /api/v1/mv/graph/{view}", { params: { view } }),
};
