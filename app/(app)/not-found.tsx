import { NothingHere } from "@/app/nothing-here";

export default function NotFoundInside() {
  return <NothingHere />;
}
