import { NothingHere } from "@/app/nothing-here";

export default function NotFoundPage() {
  return (
    <main id="main" className="mx-auto max-w-[80rem] p-6">
      <NothingHere />
    </main>
  );
}
