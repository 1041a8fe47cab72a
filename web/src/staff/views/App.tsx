import { useState } from "preact/hooks";
import { wifiOff } from "../../ui/glyphs";
import { askWho, me } from "../state/hall";
import { locked } from "../device/idle";
import { words } from "../lang";
import { Button } from "../parts/Button";
import { enrolToken } from "../device/route";
import { Claim } from "./gate/Claim";
import { Enrol, NotEnrolled } from "./gate/Enrol";
import { Gate } from "./gate/Gate";
import { Shell } from "./shell/Shell";
import { SignIn } from "./gate/SignIn";

/** Which of the doors this device stands before. */
export function App() {
  const say = words.value;
  const [token, setToken] = useState(enrolToken);
  const who = me.value;
  if (who === null) return <Gate title={say.loading} testid="loading" />;
  if (who === "unreachable") {
    return (
      <Gate title={say.unreachable.title} intro={say.unreachable.text} glyph={wifiOff} testid="unreachable">
        <Button big kind="primary" onClick={() => void askWho()}>
          {say.retry}
        </Button>
      </Gate>
    );
  }
  if (who.unclaimed) return <Claim />;
  if (token && !who.device) return <Enrol token={token} onDone={() => setToken(null)} />;
  if (!who.device) return <NotEnrolled />;
  if (!who.staff || locked.value) return <SignIn me={who} />;
  return <Shell me={who} />;
}
