import { useEffect, useId, useRef, useState } from 'react';
import { DIRECT } from '../../workspace/snapshot.ts';
import { useReader } from '../reader.ts';
import { hintsFor } from './hints.ts';

/** Where commands are typed, with hints: Tab takes one, arrow up brings the last commands back. */
export function Composer({ conversation }: { conversation: string }) {
  const { snapshot, perform } = useReader();
  const [line, setLine] = useState('');
  const [active, setActive] = useState(-1);
  const [hidden, setHidden] = useState(false);
  const [back, setBack] = useState(0);
  const input = useRef<HTMLInputElement>(null);
  const list = useId();
  const hints = hidden ? [] : hintsFor(line, snapshot.services);
  const history = snapshot.stream.flatMap((one) => ('typed' in one ? [one.typed] : []));
  const place = snapshot.channels.find(({ id }) => id === conversation);

  useEffect(() => {
    const focus = (event: KeyboardEvent) => {
      const inField =
        event.target instanceof Element && event.target.closest('input, textarea, select, dialog');
      const wanted =
        (event.key === 'k' && (event.metaKey || event.ctrlKey)) || (event.key === '/' && !inField);
      if (!wanted || document.querySelector('dialog[open]')) return;
      if (event.key === 'k') event.preventDefault();
      input.current?.focus();
    };
    addEventListener('keydown', focus);
    return () => removeEventListener('keydown', focus);
  }, []);

  const put = (next: string) => {
    setLine(next);
    setActive(-1);
    setHidden(false);
  };
  const send = () => {
    if (line.trim() === '') return;
    void perform({ kind: 'type', line, conversation });
    put('');
    setBack(0);
  };
  const recall = (step: number) => {
    const next = Math.min(history.length, Math.max(0, back + step));
    setBack(next);
    setLine(next === 0 ? '' : (history.at(-next) ?? ''));
    setHidden(true);
  };
  const onKeyDown = (event: React.KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step !== undefined) {
      event.preventDefault();
      if (hints.length === 0 || line === '') return recall(-step);
      setActive((active + step + hints.length) % hints.length);
    } else if (event.key === 'Tab' && !event.shiftKey && hints.length > 0) {
      event.preventDefault();
      put(hints[Math.max(0, active)]?.line ?? line);
    } else if (event.key === 'Enter') {
      event.preventDefault();
      const hint = hints[active];
      if (hint) put(hint.line);
      else send();
    } else if (event.key === 'Escape') setHidden(true);
  };
  return (
    <div className="composer">
      {hints.length > 0 && (
        <div id={list} role="listbox" aria-label="Hints" className="hints">
          {hints.map((hint, index) => (
            // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are handled in the input that stays focused
            <div
              key={hint.line}
              id={`${list}-${index}`}
              role="option"
              tabIndex={-1}
              aria-selected={index === active}
              onMouseDown={(event) => event.preventDefault()}
              onClick={() => put(hint.line)}
            >
              <code>{hint.line}</code> <span>{hint.what}</span>
            </div>
          ))}
          <p>
            <kbd>Tab</kbd> takes a hint, <kbd>↑</kbd>
            <kbd>↓</kbd> move, <kbd>Enter</kbd> sends
          </p>
        </div>
      )}
      <div className="line">
        <input
          ref={input}
          role="combobox"
          aria-label={`Type a command ${conversation === DIRECT ? 'to the app' : `in #${place?.name}`}`}
          aria-expanded={hints.length > 0}
          aria-controls={list}
          aria-activedescendant={active >= 0 ? `${list}-${active}` : undefined}
          aria-autocomplete="list"
          autoComplete="off"
          autoCapitalize="off"
          spellCheck={false}
          placeholder="Type / for the commands"
          value={line}
          onChange={({ target }) => put(target.value)}
          onKeyDown={onKeyDown}
        />
        <button type="button" aria-label="Send" disabled={line.trim() === ''} onClick={send}>
          ➤
        </button>
      </div>
    </div>
  );
}
