import { DIRECT, type Milestone } from '../../workspace/snapshot.ts';
import type { Place } from '../place.ts';
import { useReader } from '../reader.ts';

interface GuideProps {
  readonly onType: (line: string, where: string) => void;
  readonly onGo: (place: Place) => void;
  readonly onOutside: () => void;
  /** Somebody looks at the workspace next: on a phone the guide stands before it. */
  readonly onLook: () => void;
}

interface Step {
  readonly milestone: Milestone;
  readonly title: string;
  readonly words: React.ReactNode;
  readonly buttons: readonly (readonly [label: string, act: () => void])[];
}

/** Five minutes, step by step; each can be done by hand as well. */
export function Guide({ onType, onGo, onOutside, onLook }: GuideProps) {
  const { snapshot, perform } = useReader();
  const steps: readonly Step[] = [
    {
      milestone: 'connected',
      title: 'Connect PagerDuty',
      words: (
        <>
          Open the form, let the demo fill it in, and submit. The app reads six months of incidents, the
          newest first; its progress is in <b>Messages to you</b>.
        </>
      ),
      buttons: [
        ['Open the form', () => onType('/sei-pagerduty connect', 'channel')],
        ['Watch progress', () => onGo({ kind: 'conversation', id: DIRECT })],
      ],
    },
    {
      milestone: 'asked',
      title: 'Ask how fast a service recovers',
      words: (
        <>
          Last Thursday <b>checkout</b> had a bad release, and <b>ledger</b> has been slow for four weeks. See
          whether the numbers say so, and how sure they are.
        </>
      ),
      buttons: [
        ['/sei-mttr checkout', () => onType('/sei-mttr checkout', 'channel')],
        ['/sei-mttr ledger', () => onType('/sei-mttr ledger', 'channel')],
        ['By priority', () => onType('/sei-mttr by=priority last=90d', 'channel')],
      ],
    },
    {
      milestone: 'opened',
      title: 'Check the number',
      words: (
        <>
          Below each answer a button opens exactly the incidents behind it. Switch some off and see what the
          number would be; nothing is hidden.
        </>
      ),
      buttons: [],
    },
    {
      milestone: 'digest',
      title: 'Have a digest every Monday',
      words: <>Choose a channel, a day and an hour. Preview it, or send it now.</>,
      buttons: [['/sei-pagerduty digest', () => onType('/sei-pagerduty digest', 'channel')]],
    },
    {
      milestone: 'received',
      title: 'Wait for Monday',
      words: (
        <>
          The clock moves to Monday, 9:00 in Berlin, and PagerDuty goes through the days until then. The first
          week has a bad release; press again for a quiet one.
        </>
      ),
      buttons: [
        [
          'Next Monday',
          () => {
            onLook();
            void perform({ kind: 'next monday' });
          },
        ],
      ],
    },
    {
      milestone: 'broken',
      title: 'Break PagerDuty',
      words: <>Take it down, slow it, revoke the key; see what people are told, and repair it.</>,
      buttons: [['To the switches', onOutside]],
    },
  ];
  const next = steps.find(({ milestone }) => !snapshot.milestones.includes(milestone));
  return (
    <div className="guide">
      <p>
        The app is the real one. Slack and PagerDuty are simulated on your machine, and nothing leaves it.
      </p>
      <ol>
        {steps.map(({ milestone, title, words, buttons }) => {
          const done = snapshot.milestones.includes(milestone);
          return (
            <li
              key={milestone}
              className={done ? 'done' : milestone === next?.milestone ? 'next' : ''}
              aria-label={done ? `${title}: done` : title}
            >
              <h3>{title}</h3>
              <p>{words}</p>
              {buttons.length > 0 && (
                <p className="do">
                  {buttons.map(([label, act]) => (
                    <button key={label} type="button" onClick={act}>
                      {label}
                    </button>
                  ))}
                </p>
              )}
            </li>
          );
        })}
      </ol>
    </div>
  );
}
