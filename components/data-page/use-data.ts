"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { queryFor } from "@/lib/client/call";
import { getData } from "@/lib/client/data";
import type { ClientError } from "@/lib/client/http";
import { keys } from "@/lib/client/keys";
import type { DataResult } from "@/lib/data/rows";

const POLL_MS = 15_000;

/** A page of a view's rows. Asked again now and then: what has not changed is answered from the cache. */
export function useData(slug: string, query: string) {
  return useQuery<DataResult, ClientError>({
    queryKey: keys.data(slug, query),
    queryFn: ({ signal }) => getData(slug, query, signal),
    refetchInterval: POLL_MS,
    placeholderData: keepPreviousData,
  });
}

/** Where a read of each view would go now. */
export function useDataIndex() {
  return useQuery({
    ...queryFor(keys.dataIndex),
    refetchInterval: POLL_MS,
  });
}
