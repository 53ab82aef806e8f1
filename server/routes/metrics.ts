import * as operations from "@/lib/contract/operations/metrics";
import { getBrief } from "@/server/history/brief";
import { listFailures } from "@/server/history/failures";
import { listHourly } from "@/server/history/hourly";
import { listHistory } from "@/server/history/list";
import { getSeries } from "@/server/history/series";
import { serve } from "@/server/serve";

export const routes = serve(operations, { listHistory, listHourly, listFailures, getSeries, getBrief });
