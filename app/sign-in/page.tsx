import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { orNothing, viewer } from "@/app/first-data";
import { readParams, type SearchParams } from "@/app/query";
import { reader, translator } from "@/app/reader";
import { SignInCard } from "@/components/shell/sign-in-card";
import { safeNext } from "@/lib/safe-next";
import { hasDemoData } from "@/server/demo/has-data";

export async function generateMetadata(): Promise<Metadata> {
  const t = await translator();
  return { title: t("signIn.title") };
}

export default async function SignInPage({ searchParams }: { searchParams: SearchParams }) {
  const next = safeNext((await readParams(searchParams)).get("next"));
  if (await orNothing(viewer())) redirect(next);
  const [{ locale, theme }, demo] = await Promise.all([reader(), orNothing(hasDemoData())]);
  return <SignInCard next={next} demo={demo ?? false} preferences={{ locale, theme }} />;
}
