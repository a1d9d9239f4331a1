import { useEffect, useState } from 'react';
import { WEATHERS, type Weather } from '../../workspace/snapshot.ts';
import { useReader } from '../reader.ts';

const MEANING: Readonly<Record<Weather, string>> = {
  works: 'It answers as it should.',
  down: 'Every request gets 503.',
  slow: 'Each answer takes 1.5 s.',
  'refuses the key': 'The key was revoked: 401.',
  'rate limit': '429, come back in 5 s.',
  'answers rubbish': 'A web page instead of JSON.',
};

/** What happens outside of Slack: PagerDuty's weather, its incidents, the time. */
export function Outside() {
  const { snapshot, perform } = useReader();
  const [service, setService] = useState('checkout');
  const [wanted, setWanted] = useState<Weather | null>(null);
  const open = snapshot.openIncidents;
  const change = async (weather: Weather) => {
    setWanted(weather);
    await perform({ kind: 'weather', weather });
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: it is so now, whoever wanted it
  useEffect(() => setWanted(null), [snapshot.weather]);
  return (
    <div className="outside">
      <fieldset>
        <legend>PagerDuty</legend>
        {WEATHERS.map((weather) => (
          <label key={weather} className="option">
            <input
              type="radio"
              name="weather"
              checked={(wanted ?? snapshot.weather) === weather}
              onChange={() => void change(weather)}
            />
            <span>
              {weather[0]?.toUpperCase()}
              {weather.slice(1)}
              <small>{MEANING[weather]}</small>
            </span>
          </label>
        ))}
        <p className="hint">
          The app reads again at once, and tries for some seconds before it calls that a failure. Then ask
          something, or look at <code>/sei-pagerduty status</code> and <b>Messages to you</b>.
        </p>
      </fieldset>
      <fieldset>
        <legend>Incidents</legend>
        <p>{open === 0 ? 'None is open.' : `${open} ${open === 1 ? 'is' : 'are'} open.`}</p>
        <p className="do">
          <select aria-label="Service" value={service} onChange={({ target }) => setService(target.value)}>
            {snapshot.services.map((name) => (
              <option key={name}>{name}</option>
            ))}
          </select>
          <button type="button" onClick={() => void perform({ kind: 'incident', service })}>
            Break it
          </button>
          <button type="button" disabled={open === 0} onClick={() => void perform({ kind: 'resolve' })}>
            Resolve the oldest
          </button>
        </p>
      </fieldset>
      <fieldset>
        <legend>Time</legend>
        <p>
          {snapshot.ahead === 0
            ? 'It is as late as on your machine.'
            : `The demo is ${(snapshot.ahead / 86_400).toFixed(1)} days ahead of your machine.`}
        </p>
        <p className="do">
          <button type="button" onClick={() => void perform({ kind: 'next monday' })}>
            Next Monday, 9:00
          </button>
        </p>
      </fieldset>
    </div>
  );
}
