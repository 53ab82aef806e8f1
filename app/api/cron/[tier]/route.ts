import { methods, problemResponse } from "@/server/http";
import { deliver } from "@/server/schedules/deliver";

export const dynamic = "force-dynamic";
/** Seconds; the most that every plan of Vercel allows. */
export const maxDuration = 300;

/** `GET /api/cron/hourly | working-hours | events`: a delivery of a cron driver. */
export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods<{ tier: string }>({
  async GET(request, { params }) {
    try {
      const { tier } = await params;
      return Response.json(await deliver(tier, request.headers), {
        headers: { "Cache-Control": "no-store" },
      });
    } catch (error) {
      return problemResponse(error);
    }
  },
});
