import { useState } from "preact/hooks";
import { ago } from "../../../shared/lang/i18n";
import { dismiss, ownWaiting, refusedLater } from "../../state/hall";
import { Mend } from "./Mend";
import { words } from "../../lang";
import { Button } from "../../parts/Button";
import { TroubleNote } from "../../parts/Trouble";
import { useNow } from "../../parts/useNow";
import type { Hall } from "../../state/state";
import { actText } from "../../state/sentences";
import { Page } from "../../parts/Page";
import { OrderedRows, Row, RowWords, Rows } from "../../../ui/Row";

/** Acts the box has not answered, and refusals nobody has read. */
export function Unsent({ hall }: { hall: Hall }) {
  const say = words.value;
  const now = useNow(5_000);
  return (
    <Page title={say.unsent.title} back>
      {ownWaiting.value.length > 0 && <p>{say.unsent.intro}</p>}
      {ownWaiting.value.length === 0 && refusedLater.value.length === 0 && <p>{say.unsent.none}</p>}
      <OrderedRows testid="unsent-list">
        {ownWaiting.value.map((item) => (
          <Row key={item.id}>
            <RowWords>{actText(item.act, hall)}</RowWords>
            <span class="soft small">{say.unsent.age(ago(item.at, now))}</span>
          </Row>
        ))}
      </OrderedRows>
      {refusedLater.value.length > 0 && <h2>{say.unsent.refused}</h2>}
      <Rows>
        {refusedLater.value.map((item) => (
          <Row key={item.id}>
            <RowWords>{actText(item.act, hall)}</RowWords>
            <TroubleNote trouble={item.refused ?? null} />
            <Mend item={item} />
            <ThrowAway id={item.id} />
          </Row>
        ))}
      </Rows>
    </Page>
  );
}

/** Throws an act away for good, once somebody has said so twice. */
function ThrowAway({ id }: { id: string }) {
  const say = words.value.unsent;
  const [asked, setAsked] = useState(false);
  if (!asked)
    return (
      <Button onClick={() => setAsked(true)} testid="throw-away">
        {say.dismiss}
      </Button>
    );
  return (
    <>
      <p role="alert">{say.dismissSure}</p>
      <Button onClick={() => setAsked(false)} testid="throw-away-not">
        {say.keep}
      </Button>
      <Button kind="bad" onClick={() => void dismiss(id)} testid="throw-away-sure">
        {say.dismiss}
      </Button>
    </>
  );
}
