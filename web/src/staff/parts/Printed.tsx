import { MakeFile } from "../../ui/Download";
import { api } from "../device/api";
import { TroubleNote } from "./Trouble";
import { useAsk } from "./useAct";
import { printer } from "./glyphs";

type Props = { href: string; file: string; children: string; testid: string };

/** A file that the box prints. It is fetched first: what cannot be printed is said here, and not saved as a file. */
export function Printed({ href, file, children, testid }: Props) {
  const { busy, trouble, run } = useAsk();
  const print = async () => {
    const answer = await run(api.printed(href));
    if (answer) save(answer.ok, file);
  };
  return (
    <>
      <MakeFile glyph={printer} busy={busy} onClick={() => void print()} testid={testid}>
        {children}
      </MakeFile>
      <TroubleNote trouble={trouble} />
    </>
  );
}

function save(content: Blob, file: string): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(content);
  link.download = file;
  link.click();
  // Browsers read the address after the click is over.
  setTimeout(() => URL.revokeObjectURL(link.href), SAVED_MS);
}

/** Longest time a browser takes to begin saving, ms. */
const SAVED_MS = 60_000;
