import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { orNothing, viewer } from "@/app/first-data";
import { readParams, type SearchParams } from "@/app/query";
import { reader, translator } from "@/app/reader";
import { SignInCard } from "@/components/shell/sign-in-card";
import { safeNext } from "@/lib/safe-next";
import { hasDemoData } from "@/server/demo/has-data";
import { signInWays } from "@/server/oidc/settings";

export async function generateMetadata(): Promise<Metadata> {
  const t = await translator();
  return { title: t("signIn.title") };
}

export default async function SignInPage({ searchParams }: { searchParams: SearchParams }) {
  const params = await readParams(searchParams);
  const next = safeNext(params.get("next"));
  const error = params.get("error");
  if (await orNothing(viewer())) redirect(next);
  const [{ locale, theme, businessZone }, demo] = await Promise.all([reader(), orNothing(hasDemoData())]);
  const failed = error === "AccessDenied" ? "refused" : error ? "provider" : null;
  return (
    <SignInCard
      next={next}
      ways={signInWays()}
      failed={failed}
      demo={demo ?? false}
      preferences={{ locale, theme, businessZone }}
    />
  );
}
