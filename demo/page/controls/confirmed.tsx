import { useState } from 'react';
import { type Json, object, text } from '../../../test/simulators/slack/json.ts';
import { Dialog } from '../dialog.tsx';

/** Runs an action at once, or after the dialog that the app wants to be shown before it. */
export function useConfirmed(element: Json): {
  readonly run: (act: () => void) => void;
  readonly dialog: React.ReactNode;
} {
  const [waiting, setWaiting] = useState<(() => void) | null>(null);
  const confirm = object(element.confirm);
  const words = (part: unknown, otherwise: string) => text(object(part).text) || otherwise;
  return {
    run: (act) => (element.confirm === undefined ? act() : setWaiting(() => act)),
    dialog: waiting && (
      <Dialog title={words(confirm.title, 'Are you sure?')} small onClose={() => setWaiting(null)}>
        <p className="question">{words(confirm.text, '')}</p>
        <footer className="buttons">
          <button type="button" onClick={() => setWaiting(null)}>
            {words(confirm.deny, 'Cancel')}
          </button>
          <button
            type="button"
            className={confirm.style === 'danger' ? 'danger' : 'primary'}
            onClick={() => {
              setWaiting(null);
              waiting();
            }}
          >
            {words(confirm.confirm, 'Yes')}
          </button>
        </footer>
      </Dialog>
    ),
  };
}
