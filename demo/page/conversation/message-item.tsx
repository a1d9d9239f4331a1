import { useState } from 'react';
import type { PageMessage } from '../../workspace/snapshot.ts';
import { Blocks } from '../blocks/blocks.tsx';
import type { Value } from '../forms/value.ts';
import { Logo } from '../logo.tsx';
import { useReader } from '../reader.ts';
import { SurfaceContext } from '../surface.ts';

interface MessageItemProps {
  readonly message: PageMessage;
  readonly replies: readonly PageMessage[];
}

/** One message of the app, and its thread. */
export function MessageItem({ message, replies }: MessageItemProps) {
  const { snapshot } = useReader();
  const [open, setOpen] = useState(false);
  const [values, setValues] = useState<Readonly<Record<string, Value>>>({});
  const surface = {
    where: () => ({ channel: message.channel, ts: message.ts }),
    value: (address: string) => values[address],
    change: (address: string, value: Value) => setValues({ ...values, [address]: value }),
    errors: {},
  };
  const time = new Intl.DateTimeFormat('en-GB', {
    weekday: 'short',
    hour: '2-digit',
    minute: '2-digit',
    timeZone: snapshot.person.zone,
  }).format(message.at * 1000);
  const blocks =
    message.blocks.length > 0 || message.text === ''
      ? message.blocks
      : [{ type: 'section', block_id: 'text', text: { type: 'mrkdwn', text: message.text } }];
  return (
    <article
      className={message.onlyYou ? 'message only-you' : 'message'}
      aria-label={message.text.slice(0, 120)}
    >
      <Logo />
      <div className="body">
        <header>
          <b>SEI PagerDuty</b> <span className="app">APP</span> <time>{time}</time>
          {message.onlyYou && <small>Only you see this</small>}
          {message.edited && <small>changed</small>}
        </header>
        <SurfaceContext value={surface}>
          <Blocks blocks={blocks} />
        </SurfaceContext>
        {message.files.map(({ id, name, picture }) =>
          picture ? (
            <img key={id} className="shared" src={`/files/${id}`} alt={name} />
          ) : (
            <a key={id} className="file" href={`/files/${id}`} download={name}>
              📄 {name}
            </a>
          ),
        )}
        {replies.length > 0 && (
          <button type="button" className="thread" aria-expanded={open} onClick={() => setOpen(!open)}>
            {open
              ? 'Hide the thread'
              : `${replies.length} ${replies.length === 1 ? 'reply' : 'replies'} in the thread`}
          </button>
        )}
        {open && (
          <div className="replies">
            {replies.map((reply) => (
              <MessageItem key={reply.key} message={reply} replies={[]} />
            ))}
          </div>
        )}
      </div>
    </article>
  );
}
