import * as operations from "@/lib/contract/operations/sources";
import { serve } from "@/server/serve";
import { createTrack } from "@/server/tracks/create";
import { removeTrack } from "@/server/tracks/remove";
import { createWatch } from "@/server/watches/create";
import { removeWatch } from "@/server/watches/remove";
import { updateWatch } from "@/server/watches/update";

export const routes = serve(operations, { createWatch, updateWatch, removeWatch, createTrack, removeTrack });
