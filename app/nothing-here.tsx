import { translator } from "@/app/reader";
import { buttonStyle } from "@/components/ui/button";

/** Nothing is at this address. Sent along with every page, so it brings no script. */
export async function NothingHere() {
  const t = await translator();
  return (
    <div className="rounded-card border border-line bg-card p-6">
      <h1 className="text-20 font-semibold">{t("notFound.title")}</h1>
      <p className="mt-1 text-14 text-ink-soft">{t("notFound.why")}</p>
      <a href="/" className={buttonStyle({ className: "mt-4" })}>
        {t("notFound.home")}
      </a>
    </div>
  );
}
