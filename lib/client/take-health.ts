import type { HealthList } from "@/lib/contract/health";
import type { LiveData } from "@/lib/contract/live";

/** A list of health with what the stream says has changed: in place, new ones at the end, gone ones left out. */
export function takeHealth(list: HealthList, { now, views, gone }: LiveData<"health">): HealthList {
  const changed = new Map(views.map((view) => [view.slug, view]));
  const kept = list.views.flatMap((view) => {
    const next = changed.get(view.slug) ?? view;
    changed.delete(view.slug);
    return gone.includes(view.slug) ? [] : [next];
  });
  return { ...list, now, views: [...kept, ...changed.values()] };
}
