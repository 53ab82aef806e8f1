import * as operations from "@/lib/contract/operations/troubleshooting";
import { getHost } from "@/server/doctor/host";
import { listFindings } from "@/server/doctor/list";
import { serve } from "@/server/serve";
import { getSla } from "@/server/sla/get";
import { getTroubleshooting } from "@/server/troubleshooting/get";

export const routes = serve(operations, { getTroubleshooting, listFindings, getHost, getSla });
