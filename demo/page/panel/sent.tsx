import { useState } from 'react';
import type { Route, SentLine } from '../../workspace/snapshot.ts';
import { useReader } from '../reader.ts';

const ROUTES: readonly Route[] = ['Slack → app', 'app → Slack', 'app → PagerDuty'];

/** Every request between Slack, the app and PagerDuty, the newest first; each opens to what was in it. */
export function Sent() {
  const { sent } = useReader().snapshot;
  const [hidden, setHidden] = useState<readonly Route[]>([]);
  return (
    <div className="sent">
      <p className="do">
        {ROUTES.map((route) => (
          <button
            key={route}
            type="button"
            aria-pressed={!hidden.includes(route)}
            onClick={() =>
              setHidden(hidden.includes(route) ? hidden.filter((one) => one !== route) : [...hidden, route])
            }
          >
            {route}
          </button>
        ))}
      </p>
      {sent.length === 0 && <p className="hint">Nothing yet. Requests appear here as they are sent.</p>}
      <ul>
        {together(sent.filter(({ route }) => !hidden.includes(route))).map(([line, count]) => (
          <Line key={line.id} line={line} count={count} />
        ))}
      </ul>
    </div>
  );
}

/** The same request sent again and again (pages of a list, entries of incident after incident) is one line. */
function together(sent: readonly SentLine[]): [SentLine, number][] {
  const lines: [SentLine, number][] = [];
  const kindOf = ({ route, what, failed }: SentLine) => [route, what.replace(/Q\w{8,}/, '…'), failed].join();
  for (const line of sent) {
    const last = lines.at(-1);
    if (last !== undefined && line.route === 'app → PagerDuty' && kindOf(last[0]) === kindOf(line))
      last[1] += 1;
    else lines.push([line, 1]);
  }
  return lines;
}

function Line({ line, count }: { line: SentLine; count: number }) {
  const [body, setBody] = useState<string | null>(null);
  const toggle = async () => {
    if (body !== null) return setBody(null);
    setBody(await (await fetch(`/sent/${line.id}`)).text());
  };
  return (
    <li className={line.failed ? 'failed' : ''} data-route={line.route}>
      <button type="button" aria-expanded={body !== null} onClick={() => void toggle()}>
        <small>{line.route}</small>
        <code>
          {line.what}
          {count > 1 && ` × ${count}`}
        </code>
        {line.remark !== '' && <small>{line.remark}</small>}
      </button>
      {body !== null && <pre>{body}</pre>}
    </li>
  );
}
