import { useCallback, useEffect, useMemo, useState } from 'react';
import { DIRECT } from '../workspace/snapshot.ts';
import { Composer } from './composer/composer.tsx';
import { type Perform, useConnection } from './connection.ts';
import { Conversation } from './conversation/conversation.tsx';
import { HomeTab } from './home-tab.tsx';
import { ModalStack } from './modal-stack.tsx';
import { Panel } from './panel/panel.tsx';
import type { Place } from './place.ts';
import { ReaderContext } from './reader.ts';
import { Sidebar } from './sidebar.tsx';
import { useTheme } from './theme.ts';
import { TopBar } from './top-bar.tsx';

const NOTICE_MILLISECONDS = 6_000;
const FIRST_CHANNEL = 'payments';

/** The whole page. */
export function App() {
  const [as, setAs] = useState('alice');
  const { snapshot, lost, perform } = useConnection(as);
  const [theme, setTheme] = useTheme();
  const [chosen, setPlace] = useState<Place | null>(null);
  const [drawer, setDrawer] = useState<'none' | 'places' | 'panel'>('none');
  const [notice, setNotice] = useState('');

  const telling = useCallback<Perform>(
    async (act) => {
      // What was said about the last thing is over with the next one.
      setNotice('');
      const answer = await perform(act);
      if (answer.notice) setNotice(answer.notice);
      return answer;
    },
    [perform],
  );
  useEffect(() => {
    if (notice === '') return;
    const timer = setTimeout(() => setNotice(''), NOTICE_MILLISECONDS);
    return () => clearTimeout(timer);
  }, [notice]);
  const reader = useMemo(() => snapshot && { snapshot, theme, perform: telling }, [snapshot, theme, telling]);
  if (snapshot === null || reader === null)
    return <p className="waiting">{lost ? 'The demo does not answer.' : 'One moment…'}</p>;

  const first = snapshot.channels.find(({ name }) => name === FIRST_CHANNEL) ?? snapshot.channels[0];
  const place = chosen ?? { kind: 'conversation', id: first?.id ?? DIRECT };
  const go = (next: Place) => {
    setPlace(next);
    setDrawer('none');
    if (next.kind === 'home') void telling({ kind: 'home' });
  };
  return (
    <ReaderContext value={reader}>
      <div className={`page drawer-${drawer}`}>
        <Sidebar
          place={place}
          onGo={go}
          theme={theme}
          onTheme={setTheme}
          onPerson={(name) => {
            setAs(name);
            setPlace(null);
          }}
        />
        <main>
          <TopBar place={place} onDrawer={(one) => setDrawer(drawer === one ? 'none' : one)} />
          {place.kind === 'home' ? (
            <HomeTab />
          ) : (
            <>
              <Conversation id={place.id} />
              <Composer conversation={place.id} />
            </>
          )}
        </main>
        <Panel
          onType={(line, where) => {
            const id = where === DIRECT ? DIRECT : (first?.id ?? DIRECT);
            go({ kind: 'conversation', id });
            void telling({ kind: 'type', line, conversation: id });
          }}
          onGo={go}
          onLook={() => setDrawer('none')}
        />
        <button
          type="button"
          className="shade"
          aria-label="Close the side"
          tabIndex={drawer === 'none' ? -1 : 0}
          onClick={() => setDrawer('none')}
        />
      </div>
      <ModalStack />
      <p className={notice === '' && !lost ? 'notice' : 'notice shown'} role="status">
        {lost ? 'The demo does not answer. Is it still running in the terminal?' : notice}
      </p>
    </ReaderContext>
  );
}
