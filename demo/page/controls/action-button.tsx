import { useState } from 'react';
import { type Json, object, text } from '../../../test/simulators/slack/json.ts';
import { useReader } from '../reader.ts';
import { useSurface } from '../surface.ts';
import { useConfirmed } from './confirmed.tsx';

/** A button of the app. */
export function ActionButton({ element, address }: { element: Json; address: string }) {
  const { perform } = useReader();
  const surface = useSurface();
  const { run, dialog } = useConfirmed(element);
  const [busy, setBusy] = useState(false);
  const press = async () => {
    if (typeof element.url === 'string') window.open(element.url, '_blank', 'noopener');
    setBusy(true);
    await perform({ kind: 'press', where: surface.where(), control: address });
    setBusy(false);
  };
  return (
    <>
      <button
        type="button"
        className={`action ${text(element.style)}`}
        aria-busy={busy}
        aria-label={text(element.accessibility_label) || undefined}
        onClick={() => run(() => void press())}
      >
        {text(object(element.text).text)}
      </button>
      {dialog}
    </>
  );
}
