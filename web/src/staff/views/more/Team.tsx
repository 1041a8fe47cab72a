import { isolated } from "../../../shared/lang/direction";
import { useState } from "preact/hooks";
import type { PersonView } from "../../../shared/protocol.gen";
import { Sheet } from "../../../ui/Dialog";
import { api } from "../../device/api";
import { words } from "../../lang";
import { Button } from "../../parts/Button";
import { TroubleNote } from "../../parts/Trouble";
import { useAsk } from "../../parts/useAct";
import { may, type Hall } from "../../state/state";
import { AddPerson, NewPin } from "./PersonForms";
import { Devices } from "./Devices";
import { Page } from "../../parts/Page";
import { Row, RowWords, Rows } from "../../../ui/Row";
import { userPlus } from "../../parts/glyphs";

/** The team and its devices; only owners change them. */
export function Team({ hall }: { hall: Hall }) {
  const say = words.value;
  const [adding, setAdding] = useState(false);
  const owner = may(hall, "people");
  return (
    <Page title={say.team.title} back>
      <h2>{say.team.people}</h2>
      <Rows testid="people">
        {hall.people.map((person) => (
          <Person key={person.id} person={person} hall={hall} />
        ))}
      </Rows>
      {owner && (
        <Button glyph={userPlus} onClick={() => setAdding(true)} testid="person-add">
          {say.team.add}
        </Button>
      )}
      <Devices hall={hall} />
      <Sheet open={adding} onClose={() => setAdding(false)} title={say.team.add} closeLabel={say.close}>
        <AddPerson onDone={() => setAdding(false)} />
      </Sheet>
    </Page>
  );
}

function Person({ person, hall }: { person: PersonView; hall: Hall }) {
  const say = words.value;
  const { busy, trouble, run } = useAsk();
  const [renewing, setRenewing] = useState(false);
  const isMe = person.id === hall.staff;
  const owner = may(hall, "people");
  return (
    <Row data-testid={`person-${person.id}`}>
      <RowWords>
        <b>{isMe ? `${isolated(person.name)} (${say.team.you})` : person.name}</b>
        <span class="soft small">
          {say.role[person.role]}
          {person.suspended && ` · ${say.team.suspended}`}
        </span>
      </RowWords>
      {owner && (
        <span class="acts">
          <Button onClick={() => setRenewing(true)}>{say.team.newPin}</Button>
          {!isMe && (
            <Button
              kind={person.suspended ? "plain" : "bad"}
              busy={busy}
              onClick={() => void run(api.suspendStaff(person.id, !person.suspended))}
            >
              {person.suspended ? say.team.restore : say.team.suspend}
            </Button>
          )}
        </span>
      )}
      <TroubleNote trouble={trouble} />
      <Sheet
        open={renewing}
        onClose={() => setRenewing(false)}
        title={say.team.newPinTitle(person.name)}
        closeLabel={say.close}
      >
        <NewPin person={person} onDone={() => setRenewing(false)} />
      </Sheet>
    </Row>
  );
}
