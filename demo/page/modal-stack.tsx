import { useEffect, useState } from 'react';
import { object, text } from '../../test/simulators/slack/json.ts';
import type { View } from '../../test/simulators/slack/views.ts';
import { Blocks } from './blocks/blocks.tsx';
import { Dialog } from './dialog.tsx';
import { useReader } from './reader.ts';
import { SurfaceContext } from './surface.ts';
import { useForm } from './use-form.ts';

/** The top one of the person's open modals. */
export function ModalStack() {
  const { snapshot } = useReader();
  const top = snapshot.modals.at(-1);
  return top && <Modal key={top.id} view={top} />;
}

function Modal({ view }: { view: View }) {
  const { snapshot, perform } = useReader();
  const { surface, filled, sent, fill } = useForm(view);
  const [errors, setErrors] = useState<Readonly<Record<string, string>>>({});
  const [busy, setBusy] = useState(false);
  const label = (part: unknown) => text(object(part).text);
  const submit = label(view.submit);
  const close = () => void perform({ kind: 'close' });
  const send = async () => {
    setBusy(true);
    const answer = await perform({ kind: 'submit', view: view.id, filled: filled() });
    sent();
    setErrors(answer.errors ?? {});
    setBusy(false);
  };
  useEffect(() => {
    const first = Object.keys(errors)[0];
    if (first === undefined) return;
    const input = document.querySelector(`[data-block="${CSS.escape(first)}"]`);
    input?.scrollIntoView({ block: 'center' });
    input?.querySelector('input')?.focus();
  }, [errors]);
  return (
    <Dialog title={label(view.title)} onClose={close}>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void send();
        }}
      >
        <div className="view">
          <SurfaceContext value={{ ...surface, errors }}>
            <Blocks blocks={view.blocks} />
          </SurfaceContext>
        </div>
        <footer className="buttons">
          {submit === 'Check and connect' && (
            <button type="button" className="helper" onClick={() => fill({ ...snapshot.account })}>
              Demo: fill it in for me
            </button>
          )}
          <button type="button" onClick={close}>
            {label(view.close) || 'Close'}
          </button>
          {submit !== '' && (
            <button type="submit" className="primary" aria-busy={busy} disabled={busy}>
              {submit}
            </button>
          )}
        </footer>
      </form>
    </Dialog>
  );
}
