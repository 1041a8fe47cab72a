import type { ComponentChildren } from "preact";
import { useEffect, useId, useRef } from "preact/hooks";
import css from "./Dialog.module.css";
import { cross } from "./glyphs";
import { Icon } from "./Icon";

type Props = {
  open: boolean;
  /** Called by Escape, the close button and a tap beside the dialog. */
  onClose: () => void;
  title: string;
  /** Name of the close button. */
  closeLabel: string;
  /** `sheet` rises from the lower edge, within reach of a thumb. */
  kind?: "dialog" | "sheet";
  children: ComponentChildren;
};

/** A native modal dialog: the browser keeps the focus inside and gives it back afterwards. */
export function Dialog({ open, onClose, title, closeLabel, kind = "dialog", children }: Props) {
  const dialog = useRef<HTMLDialogElement>(null);
  const heading = useId();
  useEffect(() => {
    const element = dialog.current;
    if (element === null) return;
    if (open && !element.open) element.showModal();
    if (!open && element.open) element.close();
  }, [open]);
  // Escape closes by itself; here the owner learns of it.
  const closed = () => open && onClose();
  const tappedBeside = (event: MouseEvent) => event.target === dialog.current && onClose();
  return (
    // The keyboard's way out of a dialog is Escape; the backdrop is for the pointer only.
    // eslint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/no-noninteractive-element-interactions
    <dialog
      ref={dialog}
      class={`${css.dialog} ${css[kind]}`}
      aria-labelledby={heading}
      onClose={closed}
      onClick={tappedBeside}
    >
      <div class={css.body}>
        <header class={css.header}>
          <h2 id={heading}>{title}</h2>
          <button type="button" class={css.close} aria-label={closeLabel} onClick={onClose}>
            <Icon glyph={cross} />
          </button>
        </header>
        {open && children}
      </div>
    </dialog>
  );
}

/** A dialog that rises from the lower edge. */
export function Sheet(props: Omit<Props, "kind">) {
  return <Dialog {...props} kind="sheet" />;
}
