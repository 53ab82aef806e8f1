import { z } from "zod";

/** What `POST /api/auth/callback/credentials` takes, beside its CSRF token. */
export const credentials = z.object({
  email: z
    .string()
    .trim()
    .toLowerCase()
    .min(3)
    .max(254)
    .regex(/^\P{Cc}*$/u),
  password: z.string().min(1).max(1024),
});
export type Credentials = z.infer<typeof credentials>;

/** Why a sign-in was refused, as the sign-in page reads it from `error`. */
export const signInError = z.enum(["CredentialsSignin", "too_many_attempts", "unavailable"]);
export type SignInError = z.infer<typeof signInError>;
