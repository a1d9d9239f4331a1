import { useEffect, useRef, useState } from 'react';
import { DIRECT } from '../workspace/snapshot.ts';
import { Logo } from './logo.tsx';
import type { Place } from './place.ts';
import { demoNow, type Theme, useReader } from './reader.ts';

interface SidebarProps {
  readonly place: Place;
  readonly onGo: (place: Place) => void;
  readonly theme: Theme;
  readonly onTheme: (theme: Theme) => void;
  readonly onPerson: (name: string) => void;
}

/** The workspace: who one is, its channels, the app, and what day it is. */
export function Sidebar({ place, onGo, theme, onTheme, onPerson }: SidebarProps) {
  const { snapshot } = useReader();
  const unread = useUnread(place);
  const today = new Intl.DateTimeFormat('en-GB', {
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    hour: '2-digit',
    minute: '2-digit',
    timeZone: snapshot.person.zone,
  }).format(demoNow(snapshot) * 1000);

  const item = (target: Place, label: React.ReactNode, id: string) => {
    const here =
      target.kind === place.kind && (target.kind === 'home' || target.id === (place as typeof target).id);
    const count = unread(id);
    return (
      <li key={id}>
        <button
          type="button"
          aria-current={here ? 'page' : undefined}
          className={count > 0 ? 'unread' : ''}
          onClick={() => onGo(target)}
        >
          <span>{label}</span>
          {count > 0 && <b title={`${count} new`}>{count}</b>}
        </button>
      </li>
    );
  };
  return (
    <nav className="sidebar" aria-label="Workspace">
      <header>
        <Logo />
        <div>
          <b>Acme</b>
          <small>on your own machine</small>
        </div>
      </header>
      <h2>Channels</h2>
      <ul>
        {snapshot.channels.map(({ id, name, private: hidden, archived }) =>
          item(
            { kind: 'conversation', id },
            <>
              <i aria-hidden="true">{hidden ? '🔒' : '#'}</i> {name}
              {archived && <small> archived</small>}
            </>,
            id,
          ),
        )}
      </ul>
      <h2>Apps</h2>
      <ul>
        {item({ kind: 'home' }, <>SEI PagerDuty</>, 'home')}
        {item(
          { kind: 'conversation', id: DIRECT },
          <>
            <i aria-hidden="true">↳</i> Messages to you
          </>,
          DIRECT,
        )}
      </ul>
      <footer>
        <time>{today}</time>
        <label>
          <span>You are</span>
          <select value={snapshot.person.name} onChange={({ target }) => onPerson(target.value)}>
            {snapshot.people.map(({ name, realName, role }) => (
              <option key={name} value={name}>
                {realName.split(' ')[0]}, {role}
              </option>
            ))}
          </select>
        </label>
        <button type="button" onClick={() => onTheme(theme === 'light' ? 'dark' : 'light')}>
          {theme === 'light' ? 'Dark' : 'Light'}
        </button>
      </footer>
    </nav>
  );
}

/** How many messages came in a conversation since one was last there. */
function useUnread(place: Place): (id: string) => number {
  const { snapshot } = useReader();
  const [seen, setSeen] = useState<Readonly<Record<string, number>>>({});
  const person = useRef(snapshot.person.id);
  const here = place.kind === 'home' ? 'home' : place.id;
  const count = (id: string) =>
    snapshot.stream.filter((one) => 'blocks' in one && one.conversation === id).length;
  const countHere = count(here);
  useEffect(() => setSeen((before) => ({ ...before, [here]: countHere })), [here, countHere]);
  if (person.current !== snapshot.person.id) {
    person.current = snapshot.person.id;
    setSeen({});
  }
  return (id) => (id === here ? 0 : Math.max(0, count(id) - (seen[id] ?? 0)));
}
