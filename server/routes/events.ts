import * as operations from "@/lib/contract/operations/events";
import { listEvents } from "@/server/events/list";
import { retryDeadLetters } from "@/server/events/retry";
import { serve } from "@/server/serve";

export const routes = serve(operations, { listEvents, retryEvents: retryDeadLetters });
