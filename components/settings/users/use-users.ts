"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useMe } from "@/components/data/use-me";
import type { ClientError } from "@/lib/client/http";
import { keys } from "@/lib/client/keys";
import { getUsers, patchUser, postPassword, postUser, settingsKeys } from "@/lib/client/settings";
import type { User, UserChange, UserList, UserWithPassword } from "@/lib/contract/access";

/** All accounts; only admins may ask. */
export function useUsers() {
  const { data: me } = useMe();
  return useQuery<UserList, ClientError>({
    queryKey: settingsKeys.users,
    queryFn: ({ signal }) => getUsers(signal),
    enabled: me?.role === "admin",
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
  return useMutation<UserWithPassword, ClientError, object>({
    mutationFn: postUser,
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
    mutationFn: (change) => patchUser(id, change),
    onSuccess: () => void changed(),
  });
}

/** Gives an account another password. */
export function useResetPassword(id: number, onDone: (user: UserWithPassword) => void) {
  return useMutation<UserWithPassword, ClientError, { password?: string }>({
    mutationFn: (body) => postPassword(id, body),
    onSuccess: onDone,
  });
}
