"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useMe } from "@/components/data/use-me";
import { call, queryFor } from "@/lib/client/call";
import type { ClientError } from "@/lib/client/http";
import { keys } from "@/lib/client/keys";
import type { BodyOf } from "@/lib/client/request";
import { settingsKeys } from "@/lib/client/settings";
import type { User, UserChange, UserWithPassword } from "@/lib/contract/access";
import { isAdmin } from "@/lib/roles";

/** All accounts; only admins may ask. */
export function useUsers() {
  const { data: me } = useMe();
  return useQuery({
    ...queryFor(settingsKeys.users),
    enabled: isAdmin(me?.role),
  });
}

function useChanged() {
  const client = useQueryClient();
  return () =>
    Promise.all([
      client.invalidateQueries({ queryKey: settingsKeys.users }),
      // It may have been one's own account.
      client.invalidateQueries({ queryKey: keys.me }),
    ]);
}

/** Makes an account. */
export function useCreateUser(onDone: (user: UserWithPassword) => void) {
  const changed = useChanged();
  return useMutation<UserWithPassword, ClientError, BodyOf<"POST /api/v1/users">>({
    mutationFn: (body) => call("POST /api/v1/users", { body }),
    onSuccess: async (user) => {
      onDone(user);
      await changed();
    },
  });
}

/** Changes an account. */
export function useChangeUser(id: number) {
  const changed = useChanged();
  return useMutation<User, ClientError, UserChange>({
    mutationFn: (change) => call("PATCH /api/v1/users/{account}", { params: { account: id }, body: change }),
    onSuccess: () => void changed(),
  });
}

/** Gives an account another password. */
export function useResetPassword(id: number, onDone: (user: UserWithPassword) => void) {
  return useMutation<UserWithPassword, ClientError, { password?: string }>({
    mutationFn: (body) => call("POST /api/v1/users/{account}/password", { params: { account: id }, body }),
    onSuccess: onDone,
  });
}

/** Signs an account out everywhere. */
export function useEndSessions(id: number) {
  return useMutation<unknown, ClientError>({
    mutationFn: () => call("DELETE /api/v1/users/{account}/sessions", { params: { account: id } }),
  });
}
