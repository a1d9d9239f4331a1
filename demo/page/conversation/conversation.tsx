import { useEffect, useRef } from 'react';
import { DIRECT, type PageMessage } from '../../workspace/snapshot.ts';
import { useReader } from '../reader.ts';
import { MessageItem } from './message-item.tsx';

/** Everything that was said in a channel, or to the person alone, with threads below what they answer. */
export function Conversation({ id }: { id: string }) {
  const { snapshot } = useReader();
  const box = useRef<HTMLDivElement>(null);
  const here = snapshot.stream.filter(({ conversation }) => conversation === id);
  const replies = here.filter((one): one is PageMessage => 'blocks' in one && one.threadTs !== null);
  const shown = here.filter((one) => !('blocks' in one) || one.threadTs === null);
  const last = here.at(-1)?.key;
  // biome-ignore lint/correctness/useExhaustiveDependencies: what is new comes into sight
  useEffect(() => {
    const newest = box.current?.querySelector('.stream > :last-child');
    newest?.scrollIntoView({ block: 'nearest' });
    if (newest && newest.getBoundingClientRect().top < 0) newest.scrollIntoView({ block: 'start' });
  }, [id, last]);
  return (
    // What scrolls must be reachable with the keyboard.
    // biome-ignore lint/a11y/noNoninteractiveTabindex: see above
    <div className="conversation" ref={box} tabIndex={0} role="log" aria-label="Messages">
      {shown.length === 0 ? (
        <Empty direct={id === DIRECT} />
      ) : (
        <div className="stream">
          {shown.map((one) =>
            'blocks' in one ? (
              <MessageItem
                key={one.key}
                message={one}
                replies={replies.filter(({ threadTs }) => threadTs === one.ts)}
              />
            ) : (
              <p key={one.key} className="typed">
                You typed <code>{one.typed}</code>
              </p>
            ),
          )}
        </div>
      )}
    </div>
  );
}

function Empty({ direct }: { direct: boolean }) {
  return (
    <div className="empty">
      <h2>{direct ? 'Messages from the app to you' : 'Nothing here yet'}</h2>
      <p>
        {direct ? (
          'Progress of a backfill, your own digests and warnings come here.'
        ) : (
          <>
            Type a command below, for example <code>/sei-pagerduty connect</code> or{' '}
            <code>/sei-mttr checkout</code>, or follow the guide.
          </>
        )}
      </p>
    </div>
  );
}
