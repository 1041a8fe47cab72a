import { money } from "../../../shared/lang/i18n";
import { useState } from "preact/hooks";
import type { PrizeView } from "../../../shared/protocol.gen";
import { Field } from "../../../ui/Field";
import { Sheet } from "../../../ui/Dialog";
import { plus } from "../../../ui/glyphs";
import { live } from "../../state/hall";
import { words } from "../../lang";
import { Button } from "../../parts/Button";
import { MoneyField } from "../../parts/Numbers";
import { TroubleNote } from "../../parts/Trouble";
import { useAct } from "../../parts/useAct";
import { may, type Hall } from "../../state/state";
import { slug } from "../../state/sentences";
import { Empty, Page } from "../../parts/Page";
import { Row, RowWords, Rows } from "../../../ui/Row";
import { Tag } from "../../../ui/Tag";

/** What is on the table and what is left of it. */
export function Prizes({ hall }: { hall: Hall }) {
  const say = words.value;
  const [sheet, setSheet] = useState<"add" | PrizeView | null>(null);
  const manages = may(hall, "manage");
  const close = () => setSheet(null);
  return (
    <Page title={say.prizes.title} back>
      {hall.prizes.length === 0 && (
        <Empty title={say.prizes.none}>
          <p>{say.prizes.noneHint}</p>
        </Empty>
      )}
      <Rows testid="prizes">
        {hall.prizes.map((prize) => (
          <Row key={prize.id}>
            <RowWords>
              <b>{prize.name}</b>
              <span class="soft small">
                {[say.prizes.paid(prize.paid), prize.value > 0 && say.prizes.worth(money(prize.value))]
                  .filter(Boolean)
                  .join(" · ")}
              </span>
            </RowWords>
            <Tag tone={prize.stock === 0 ? "warn" : "good"}>
              {prize.stock === 0 ? say.prizes.out : say.prizes.left(prize.stock)}
            </Tag>
            {manages && <Button onClick={() => setSheet(prize)}>{say.prizes.correct}</Button>}
          </Row>
        ))}
      </Rows>
      {manages && (
        <Button kind="primary" glyph={plus} onClick={() => setSheet("add")} testid="prize-add">
          {say.prizes.add}
        </Button>
      )}
      <Sheet open={sheet === "add"} onClose={close} title={say.prizes.add} closeLabel={say.close}>
        <AddPrize hall={hall} onDone={close} />
      </Sheet>
      {sheet !== null && sheet !== "add" && (
        <Sheet open onClose={close} title={say.prizes.correctTitle(sheet.name)} closeLabel={say.close}>
          <CorrectStock prize={sheet} onDone={close} />
        </Sheet>
      )}
    </Page>
  );
}

function AddPrize({ hall, onDone }: { hall: Hall; onDone: () => void }) {
  const say = words.value;
  const { busy, trouble, run } = useAct();
  const [name, setName] = useState("");
  const [stock, setStock] = useState("1");
  const [value, setValue] = useState<number | null>(0);
  const add = async (event: Event) => {
    event.preventDefault();
    if (value === null) return;
    const prize = slug(name, `${hall.prizes.length + 1}`);
    const outcome = await run({ do: "add_prize", prize, name: name.trim(), stock: Number(stock), value });
    if (outcome.kind === "confirmed") onDone();
  };
  const why = value === null ? say.amount.wrong.empty : live.value ? null : say.needsLive;
  return (
    <form class="stack loose" onSubmit={(event) => void add(event)}>
      <Field label={say.prizes.name} value={name} onInput={setName} max={60} testid="prize-name" />
      <Field label={say.prizes.stock} value={stock} onInput={setStock} digits max={6} testid="prize-stock" />
      <MoneyField
        label={say.prizes.value}
        amount={value}
        onAmount={setValue}
        hint={say.prizes.valueHint}
        testid="prize-value"
      />
      <TroubleNote trouble={trouble} />
      <Button submit big kind="primary" busy={busy} why={why} testid="prize-save">
        {say.add}
      </Button>
    </form>
  );
}

function CorrectStock({ prize, onDone }: { prize: PrizeView; onDone: () => void }) {
  const say = words.value;
  const { busy, trouble, run } = useAct();
  const [stock, setStock] = useState(String(prize.stock));
  const save = async (event: Event) => {
    event.preventDefault();
    const outcome = await run({ do: "set_stock", prize: prize.id, stock: Number(stock) });
    if (outcome.kind === "confirmed") onDone();
  };
  return (
    <form class="stack loose" onSubmit={(event) => void save(event)}>
      <Field label={say.prizes.stock} value={stock} onInput={setStock} digits max={6} testid="stock" />
      <TroubleNote trouble={trouble} />
      <Button submit big kind="primary" busy={busy} why={live.value ? null : say.needsLive} testid="stock-save">
        {say.save}
      </Button>
    </form>
  );
}
