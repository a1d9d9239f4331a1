import { useEffect, useRef, useState } from 'react';
import { type Json, object, objects, text } from '../../../test/simulators/slack/json.ts';
import { useReader } from '../reader.ts';
import { useSurface } from '../surface.ts';
import { useConfirmed } from './confirmed.tsx';

/** The menu behind three dots. Arrow keys move in it, Escape closes it. */
export function OverflowMenu({ element, address }: { element: Json; address: string }) {
  const { perform } = useReader();
  const surface = useSurface();
  const { run, dialog } = useConfirmed(element);
  const [open, setOpen] = useState(false);
  const menu = useRef<HTMLDivElement>(null);
  const opener = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (!open) return;
    menu.current?.querySelector('button')?.focus();
    const outside = ({ target }: MouseEvent) => {
      if (!menu.current?.parentElement?.contains(target as Node)) setOpen(false); // the target of a click is a node
    };
    document.addEventListener('mousedown', outside);
    return () => document.removeEventListener('mousedown', outside);
  }, [open]);
  const leave = () => {
    setOpen(false);
    opener.current?.focus();
  };
  return (
    <div className="overflow">
      <button
        ref={opener}
        type="button"
        className="action dots"
        aria-label="More actions"
        aria-haspopup="menu"
        aria-expanded={open}
        onClick={() => setOpen(!open)}
      >
        ⋯
      </button>
      {open && (
        <div ref={menu} role="menu" onKeyDown={(event) => move(event, leave)}>
          {objects(element.options).map((option) => (
            <button
              key={text(option.value)}
              type="button"
              role="menuitem"
              onClick={() => {
                leave();
                if (typeof option.url === 'string') window.open(option.url, '_blank', 'noopener');
                const value = text(option.value);
                run(() => void perform({ kind: 'choose', where: surface.where(), control: address, value }));
              }}
            >
              {text(object(option.text).text)}
            </button>
          ))}
        </div>
      )}
      {dialog}
    </div>
  );
}

function move(event: React.KeyboardEvent<HTMLElement>, leave: () => void): void {
  if (event.key === 'Escape') {
    event.preventDefault();
    event.stopPropagation();
    leave();
  }
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (step === undefined) return;
  event.preventDefault();
  const items = [...event.currentTarget.querySelectorAll('button')];
  const at = items.indexOf(document.activeElement as HTMLButtonElement); // -1 where it is none of them
  items[(at + step + items.length) % items.length]?.focus();
}
